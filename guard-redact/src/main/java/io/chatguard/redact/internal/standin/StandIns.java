package io.chatguard.redact.internal.standin;

import io.chatguard.redact.internal.surrogate.SurrogateForm;
import io.chatguard.redact.internal.vault.ScopeVault.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The stand-ins of one scope: an automaton that only grows, over their characters without letter case.
 *
 * <p>Where entries of several processes disagree, the first in the order of the vault holds for everybody. No stand-in
 * is the beginning of another, and any two differ in more than one character, so that one that is damaged in one place
 * is never another. Thread-safe.
 */
public final class StandIns {

    /** Longer ones are not made, so that this is how far anything is looked ahead or held back. */
    static final int LONGEST = 64;

    /** Said of a place where more text has to come. */
    public static final int UNDECIDED = -1;

    private record Held(StandIn standIn, int number) {}

    private final Map<Long, Integer> steps = new ConcurrentHashMap<>();
    private final Map<Integer, Held> ends = new ConcurrentHashMap<>();
    private final Map<Value, Held> byValue = new ConcurrentHashMap<>();
    private final Set<String> near = ConcurrentHashMap.newKeySet();
    private final Set<String> values = ConcurrentHashMap.newKeySet();
    private volatile int nodes = 1;
    private volatile int count;
    private int seen;

    /** Takes what the vault holds beyond what has been seen of it. */
    public synchronized StandIns with(List<Value> held) {
        for (Value entry : held.subList(Math.min(seen, held.size()), held.size())) {
            StandIn.of(entry).ifPresentOrElse(this::add, () -> values.add(Folding.fold(entry.text())));
        }
        seen = Math.max(seen, held.size());
        return this;
    }

    private void add(StandIn standIn) {
        values.add(Folding.fold(standIn.value().text()));
        String text = Folding.fold(standIn.text());
        int node = 0;
        for (int i = 0; i < text.length(); i++) {
            node = steps.computeIfAbsent(step(node, text.charAt(i)), s -> nodes++);
        }
        Held held = new Held(standIn, count);
        if (ends.putIfAbsent(node, held) == null) {
            byValue.putIfAbsent(standIn.value(), held);
            near.add(text);
            for (int i = 0; i < text.length(); i++) {
                near.add(without(text, i));
            }
        }
        count++;
    }

    private static long step(int node, char c) {
        return (long) node << 16 | c;
    }

    private static String without(String text, int at) {
        return text.substring(0, at) + text.substring(at + 1);
    }

    /** How many are known: what is sent now can hold no later ones. */
    public int count() {
        return count;
    }

    public boolean isEmpty() {
        return count == 0;
    }

    /** What stands for the value. */
    public Optional<String> of(Value value) {
        return Optional.ofNullable(byValue.get(value)).map(h -> h.standIn().text());
    }

    /** Whether another may be of that text: it is no value here and not too like any that there is. */
    boolean isFree(String text) {
        String folded = Folding.fold(text);
        if (values.contains(folded) || near.contains(folded) || touches(folded)) {
            return false;
        }
        for (int i = 0; i < folded.length(); i++) {
            if (near.contains(without(folded, i))) {
                return false;
            }
        }
        return true;
    }

    /** Whether one begins with the other. */
    private boolean touches(String folded) {
        int node = 0;
        for (int i = 0; i < folded.length(); i++) {
            if (ends.containsKey(node)) {
                return true;
            }
            Integer next = steps.get(step(node, folded.charAt(i)));
            if (next == null) {
                return false;
            }
            node = next;
        }
        return true;
    }

    /**
     * Where a stand-in that starts at {@code at} ends, 0 if there is none, {@link #UNDECIDED} if that depends on text
     * still to come. One that letters or digits adjoin is none.
     *
     * @param previous the character before it
     */
    public int end(CharSequence text, int at, char previous, boolean complete) {
        if (SurrogateForm.isLetterOrDigit(previous) && SurrogateForm.isLetterOrDigit(text.charAt(at))) {
            return 0;
        }
        int node = 0;
        int i = at;
        while (i < text.length()) {
            Integer next = steps.get(step(node, Folding.fold(text.charAt(i))));
            if (next == null) {
                return 0;
            }
            node = next;
            i++;
            if (ends.containsKey(node)) {
                if (i == text.length() && !complete) {
                    return UNDECIDED;
                }
                boolean goesOn = i < text.length()
                        && SurrogateForm.isLetterOrDigit(text.charAt(i))
                        && SurrogateForm.isLetterOrDigit(text.charAt(i - 1));
                return goesOn ? 0 : i;
            }
        }
        return complete ? 0 : UNDECIDED;
    }

    /** The value of the stand-in {@code text[from..to)}, if it is one of the first {@code known} of the scope. */
    public Optional<Value> value(CharSequence text, int from, int to, int known) {
        int node = 0;
        for (int i = from; i < to; i++) {
            Integer next = steps.get(step(node, Folding.fold(text.charAt(i))));
            if (next == null) {
                return Optional.empty();
            }
            node = next;
        }
        return Optional.ofNullable(ends.get(node))
                .filter(held -> held.number() < known)
                .map(held -> held.standIn().value());
    }

    /** Takes a span of text. */
    @FunctionalInterface
    public interface Sight {
        void at(int start, int end);
    }

    /** Reports the stand-ins in {@code text[from..to)}, whose edges count as boundaries, as a reader of answers does. */
    public void find(String text, int from, int to, Sight sight) {
        if (isEmpty()) {
            return;
        }
        String part = text.substring(from, to);
        char previous = '\n';
        int i = 0;
        while (i < part.length()) {
            int end = end(part, i, previous, true);
            if (end > 0) {
                sight.at(from + i, from + end);
                i = end;
            } else {
                i++;
            }
            previous = part.charAt(i - 1);
        }
    }
}
