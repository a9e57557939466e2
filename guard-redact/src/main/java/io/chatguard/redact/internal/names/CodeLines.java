package io.chatguard.redact.internal.names;

/** Whether a place stands in a line of program text, told by signs that prose does not have. */
final class CodeLines {

    private static final int REACH = 160;
    private static final String[] SIGNS = {
        ");", "()", "->", "::", "==", "!=", "&&", "||", "+=", "-=", "++", "</", "/>", "=>", "${", "%s", "%d", ":=",
        "[i]"
    };

    private CodeLines() {}

    /** Looks at {@value #REACH} characters on both sides at most. */
    static boolean at(CharSequence text, int start, int end) {
        if (end < text.length() && (text.charAt(end) == '(' || text.charAt(end) == '[')
                || start > 0 && "&*$`\\_%".indexOf(text.charAt(start - 1)) >= 0) {
            return true;
        }
        int from = start;
        while (from > 0 && start - from < REACH && text.charAt(from - 1) != '\n') {
            from--;
        }
        int to = end;
        while (to < text.length() && to - end < REACH && text.charAt(to) != '\n') {
            to++;
        }
        int last = to - 1;
        while (last > from && text.charAt(last) <= ' ') {
            last--;
        }
        char closing = last >= from ? text.charAt(last) : ' ';
        if (closing == ';' || closing == '{' || closing == '}' || closing == '\\') {
            return true;
        }
        String line = text.subSequence(from, to).toString();
        for (String sign : SIGNS) {
            if (line.contains(sign)) {
                return true;
            }
        }
        return line.startsWith("#include") || line.startsWith("import ");
    }
}
