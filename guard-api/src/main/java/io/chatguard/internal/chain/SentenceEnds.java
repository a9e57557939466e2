package io.chatguard.internal.chain;

/**
 * Finds where a sentence ends, by a cheap rule for any script: at a line end; after {@code . ! ? …} and closing quotes
 * or brackets where a blank follows; after {@code 。 ！ ？} and their like at once. An abbreviation may end a sentence
 * early; that shortens what is judged together and nothing else.
 */
final class SentenceEnds {

    private static final String BEFORE_BLANK = ".!?…‼⁇⁈⁉؟";
    private static final String AT_ONCE = "。！？｡．।॥";
    private static final String CLOSING = "\"'”’»›)]}」』）】》〉*_`";
    private static final String LINE_ENDS = "\n\u2028\u2029";

    private SentenceEnds() {}

    /**
     * The index after the first sentence that starts at {@code start} and ends at or before {@code limit}, or -1 if
     * none does or the text does not tell yet. Depends on no character after {@code limit}.
     */
    static int first(String text, int start, int limit) {
        int last = Math.min(text.length(), limit);
        for (int i = start; i < last; ) {
            char c = text.charAt(i);
            if (LINE_ENDS.indexOf(c) >= 0) {
                return i + 1;
            }
            if (!isStop(c)) {
                i++;
                continue;
            }
            boolean atOnce = false;
            while (i < last && (isStop(text.charAt(i)) || CLOSING.indexOf(text.charAt(i)) >= 0)) {
                atOnce |= AT_ONCE.indexOf(text.charAt(i)) >= 0;
                i++;
            }
            boolean told = i < text.length() && i <= limit;
            if (told && (isBlank(text.charAt(i)) || (atOnce && !isStopOrClosing(text.charAt(i))))) {
                return i;
            }
        }
        return -1;
    }

    private static boolean isStopOrClosing(char c) {
        return isStop(c) || CLOSING.indexOf(c) >= 0;
    }

    private static boolean isStop(char c) {
        return BEFORE_BLANK.indexOf(c) >= 0 || AT_ONCE.indexOf(c) >= 0;
    }

    private static boolean isBlank(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c);
    }
}
