package io.chatguard.redact.internal.surrogate;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * The types of which a scope has issued surrogates, as of one moment: tells cheaply whether a word that is still
 * growing can become one of them. Immutable.
 */
public final class Issued {

    /** Of nothing. */
    public static final Issued NONE = new Issued(List.of());

    /** Types beyond so many are not followed one by one while a word grows. */
    private static final int FOLLOWED = Long.SIZE;

    private final List<String> types;
    private final int firstLetters;

    public Issued(Collection<String> types) {
        this.types = List.copyOf(types);
        int letters = 0;
        for (String type : this.types) {
            letters |= 1 << (type.charAt(0) - 'A');
        }
        this.firstLetters = letters;
    }

    public boolean isEmpty() {
        return types.isEmpty();
    }

    /** With one more type. */
    public Issued with(String type) {
        if (contains(type)) {
            return this;
        }
        List<String> more = new ArrayList<>(types);
        more.add(type);
        return new Issued(more);
    }

    public boolean contains(String type) {
        return types.contains(type);
    }

    /** Whether the word, in capitals and without leading underscores, is a surrogate or the beginning of one. */
    boolean canBecome(CharSequence word) {
        char first = word.charAt(0);
        if (first < 'A' || first > 'Z' || (firstLetters & 1 << (first - 'A')) == 0) {
            return false;
        }
        for (int i = 0; i < types.size(); i++) {
            if (canBecome(word, types.get(i))) {
                return true;
            }
        }
        return false;
    }

    /** The types that a word which has not begun can become, for {@link #following}. */
    long candidates() {
        return types.size() >= FOLLOWED ? -1L : (1L << types.size()) - 1;
    }

    /**
     * The types that a word can still become, in capitals and without leading underscores, of those that it could before
     * its last character; 0 if there are none. What {@link #canBecome} says, for the price of that character.
     */
    long following(CharSequence word, long candidates) {
        if (types.size() > FOLLOWED) {
            return canBecome(word) ? -1L : 0;
        }
        int last = word.length() - 1;
        char c = word.charAt(last);
        long left = candidates;
        for (long todo = candidates; todo != 0; todo &= todo - 1) {
            String type = types.get(Long.numberOfTrailingZeros(todo));
            int named = type.length();
            boolean goesOn = last < named ? c == type.charAt(last) : last == named ? c == '_' : canEnd(word, named + 1);
            if (!goesOn) {
                left &= ~(todo & -todo);
            }
        }
        return left;
    }

    private static boolean canBecome(CharSequence word, String type) {
        int n = word.length();
        int named = type.length();
        for (int i = 0; i < Math.min(n, named); i++) {
            if (word.charAt(i) != type.charAt(i)) {
                return false;
            }
        }
        if (n <= named) {
            return true;
        }
        return word.charAt(named) == '_' && canEnd(word, named + 1);
    }

    /** Whether what follows the type can be ordinal, variant, check and closing underscores. */
    private static boolean canEnd(CharSequence word, int from) {
        int n = word.length();
        int i = from;
        while (i < n && SurrogateForm.isDigit(word.charAt(i))) {
            i++;
        }
        int digits = i - from;
        if (i == n) {
            return digits <= SurrogateForm.LONGEST_ORDINAL && (digits == 0 || word.charAt(from) != '0');
        }
        int letters = i;
        while (i < n && SurrogateForm.isLetter(word.charAt(i))) {
            i++;
        }
        if (digits == 0
                || digits > SurrogateForm.LONGEST_ORDINAL
                || word.charAt(from) == '0'
                || i - letters > SurrogateForm.LONGEST_VARIANT) {
            return false;
        }
        if (i == n) {
            return true;
        }
        if (word.charAt(i++) != '_') {
            return false;
        }
        int check = i;
        while (i < n && i - check < SurrogateForm.CHECK_SYMBOLS && Crockford.decode(word.charAt(i)) >= 0) {
            i++;
        }
        if (i < n && i - check < SurrogateForm.CHECK_SYMBOLS) {
            return false;
        }
        while (i < n && word.charAt(i) == '_') {
            i++;
        }
        return i == n;
    }
}
