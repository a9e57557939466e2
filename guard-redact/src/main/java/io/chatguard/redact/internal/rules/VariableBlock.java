package io.chatguard.redact.internal.rules;

import static io.chatguard.redact.internal.engine.Boundaries.isAsciiAlnum;
import static io.chatguard.redact.internal.engine.Boundaries.peek;

/**
 * Blocks of Terraform that give a variable its value on another line than its name: {@code variable "db_password" {
 * default = "…" }}. At most {@value #LONGEST} characters behind the brace are looked at.
 */
final class VariableBlock {
    private static final int LONGEST = 400;
    private static final String DEFAULT = "default";

    private VariableBlock() {}

    /** Where the operator stands behind {@code default}, for a name that ends before {@code from}; or -1. */
    static int operator(String text, int from) {
        int i = from;
        if (!AssignedSpan.isQuote(peek(text, i))) {
            return -1;
        }
        i = blanksEnd(text, i + 1);
        if (peek(text, i) != '{') {
            return -1;
        }
        int limit = Math.min(text.length() - DEFAULT.length(), i + LONGEST);
        for (i++; i < limit && text.charAt(i) != '}'; i++) {
            if (text.charAt(i) == 'd' && text.startsWith(DEFAULT, i) && !isAsciiAlnum(text.charAt(i - 1))) {
                int operator = blanksEnd(text, i + DEFAULT.length());
                return peek(text, operator) == '=' ? operator : -1;
            }
        }
        return -1;
    }

    private static int blanksEnd(String text, int from) {
        int i = from;
        while (peek(text, i) == ' ' || peek(text, i) == '\t') {
            i++;
        }
        return i;
    }
}
