package io.chatguard.moderate.internal.links;

/** Reads the targets of links: where they end, and where they go. */
record Targets(Decoded text, boolean complete, Hosts hosts) {

    /** A target that is longer, as read, is not let through. */
    static final int LONGEST = 2048;
    /** That more text is needed to tell. */
    static final int TO_COME = -1;

    private static final int LONGEST_TITLE = 1024;
    private static final int WIDEST_GAP = 1024;

    /** Behind the blanks from there on, but for those that are too many. */
    int skipBlanks(int from) {
        int i = from;
        while (i < text.length() && LinkSyntax.isBlank(text.at(i)) && i - from < WIDEST_GAP) {
            i++;
        }
        return i;
    }

    /** Whether a target was given up at {@code end}, since it is too long to be judged. */
    boolean isOverlong(int from, int end) {
        return end < text.length() && end - from > LONGEST;
    }

    /** The end of a target, or {@link #TO_COME}. */
    int end(int from, boolean parentheses) {
        boolean angled = text.peek(from) == '<';
        int depth = 0;
        for (int i = angled ? from + 1 : from; i < text.length(); i++) {
            char c = text.at(i);
            if (isOverlong(from, i)) {
                return i;
            }
            if (angled ? c == '>' || c == '\n' : LinkSyntax.isBlank(c) && text.isLiteral(i)) {
                return i;
            }
            if (!angled && parentheses) {
                depth += c == '(' ? 1 : c == ')' ? -1 : 0;
                if (depth < 0) {
                    return i;
                }
            }
        }
        return complete ? text.length() : TO_COME;
    }

    /** Behind the title and the closing parenthesis where there are such behind a target; else {@link #TO_COME}. */
    int constructEnd(int target) {
        int n = text.length();
        int i = skipBlanks(target);
        if (i < n && (text.at(i) == '"' || text.at(i) == '\'' || text.at(i) == '(')) {
            char quote = text.at(i) == '(' ? ')' : text.at(i);
            int at = i + 1;
            while (at < n && at - i < LONGEST_TITLE && text.at(at) != quote) {
                at++;
            }
            if (at == n && !complete) {
                return TO_COME;
            }
            i = at < n && text.at(at) == quote ? skipBlanks(at + 1) : i;
        }
        if (i == n && !complete) {
            return TO_COME;
        }
        return text.peek(i) == ')' ? i + 1 : Math.min(target, n);
    }

    /** Where the target from {@code from} to {@code end} goes. */
    Target judged(int from, int end) {
        // Behind more blanks than were skipped something may stand yet.
        if (isOverlong(from, end) || from < text.length() && LinkSyntax.isBlank(text.at(from))) {
            return Target.AMBIGUOUS;
        }
        int start = text.peek(from) == '<' ? from + 1 : from;
        String written = text.text(Math.min(start, end), end);
        if (written.contains("&#")) {
            // A reference too long to be decoded here: browsers take any number of zeros.
            return Target.AMBIGUOUS;
        }
        Target target = Target.of(written, hosts);
        // Markdown drops backslashes before punctuation; what is harmful in either reading is harmful.
        return target.problem().isPresent() || written.indexOf('\\') < 0
                ? target
                : Target.of(written.replace("\\", ""), hosts);
    }

    /** Where a link in the open goes. */
    Target open(int from, int end, boolean nameOnly) {
        if (isOverlong(from, end)) {
            return Target.AMBIGUOUS;
        }
        String written = text.text(from, end);
        Target target = nameOnly ? Target.ofName(written, hosts) : Target.of(written, hosts);
        return target.problem().isPresent() ? target : nested(written);
    }

    /** Other addresses further on in a link: some programs start another link there. */
    private Target nested(String written) {
        int at = written.indexOf("://", written.indexOf("://") + 3);
        while (at >= 0) {
            int next = written.indexOf("://", at + 3);
            Target target = Target.of("http" + written.substring(at, next < 0 ? written.length() : next), hosts);
            if (target.problem().isPresent()) {
                return target;
            }
            at = next;
        }
        return Target.HARMLESS;
    }
}
