package io.chatguard.redact.internal.surrogate;

import io.chatguard.redact.internal.surrogate.SurrogateForm.Read;

/** Finds the surrogates in a whole text, as {@link Word} joins them. */
public final class Words {

    /** Takes one word of the form of a surrogate. */
    @FunctionalInterface
    public interface Sight {
        void at(Read read, int start, int end);
    }

    private Words() {}

    /** Reports the words that have the form of a surrogate of a type that was issued. */
    public static void find(String text, Issued issued, Sight sight) {
        Word word = new Word(issued);
        int i = 0;
        int n = text.length();
        while (i < n || word.isOpen()) {
            boolean isWord = i < n && SurrogateForm.isWord(text.charAt(i));
            if (isWord) {
                if (word.isOpen()) {
                    word.add(text.charAt(i), i);
                } else {
                    word.begin(text.charAt(i), i, i > 0 ? text.charAt(i - 1) : ' ');
                }
                i++;
                continue;
            }
            int joint = i < n && word.isOpen() ? word.joint(text, i, true) : 0;
            if (joint > 0) {
                word.joined(text.charAt(i) == '*' ? joint : 0);
                i += joint;
            } else {
                if (word.isOpen()) {
                    boolean alive = word.isAlive();
                    word.close().filter(r -> alive).ifPresent(r -> sight.at(r, word.start(), word.end()));
                }
                i++;
            }
        }
    }
}
