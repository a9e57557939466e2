package io.chatguard.moderate.internal.links;

import java.util.List;

/** Where links start and end in prose, as programs that make links of words see it (GFM §6.9 and looser ones). */
final class LinkSyntax {

    /** That more text is needed to tell. */
    static final int TO_COME = -2;

    static final String BEHIND_A_LINK = ".,;:!?'\"*_~)}";
    private static final String ENDS_A_LINK = "<>\"'`[]|、。「」『』【】《》〈〉，；！？（）：";
    private static final List<String> SCHEMES = List.of("https", "http", "ftps", "ftp", "wss", "ws", "file", "blob");
    private static final List<String> WITHOUT_SLASHES = List.of("javascript", "vbscript", "mailto", "data");

    private LinkSyntax() {}

    /** Whether a link that was too long ends there. */
    static boolean endsOverlong(char c) {
        return Character.isWhitespace(c) || ENDS_A_LINK.indexOf(c) >= 0 || c == ')';
    }

    /** Where in the word a scheme starts that makes a link of it and what follows, -1 if none does. */
    static int scheme(Decoded text, boolean complete, String word, int colon) {
        int slashes = 0;
        while (slashes < 2 && (text.peek(colon + 1 + slashes) == '/' || text.peek(colon + 1 + slashes) == '\\')) {
            slashes++;
        }
        if (slashes > 0) {
            for (String known : SCHEMES) {
                if (word.endsWith(known)) {
                    return word.length() - known.length();
                }
            }
        }
        char next = text.peek(colon + 1);
        for (String known : WITHOUT_SLASHES) {
            if (word.endsWith(known) && next != '\0' && !isBlank(next)) {
                int start = word.length() - known.length();
                return known.equals("data") ? data(text, complete, colon, start) : start;
            }
        }
        if (slashes < 2) {
            return -1;
        }
        for (int i = 0; i < word.length(); i++) {
            if (isLetter(word.charAt(i))) {
                return i;
            }
        }
        return -1;
    }

    /** Whether {@code data:} is followed by a media type, a parameter or the comma. */
    private static int data(Decoded text, boolean complete, int colon, int start) {
        int i = colon + 1;
        while (i < text.length() && i - colon < 40 && (isScheme(text.at(i)) || isAlnum(text.at(i)))) {
            i++;
        }
        if (i == text.length() && !complete) {
            return TO_COME;
        }
        return "/;,".indexOf(text.peek(i)) >= 0 && text.peek(i) != '\0' ? start : -1;
    }

    /** Whether a link in the open ends before that character. */
    static boolean endsBare(Decoded text, int i) {
        char c = text.at(i);
        if (c == '[' && i > 1 && (text.at(i - 1) == '/' || text.at(i - 1) == '\\')) {
            return false;
        }
        if (c == ']' && isAddressBracket(text, i)) {
            return false;
        }
        return c <= ' '
                || c == 127
                || Character.isWhitespace(c)
                || Character.isSpaceChar(c)
                || ENDS_A_LINK.indexOf(c) >= 0;
    }

    /** Whether the bracket closes an IPv6 address: behind nothing but its characters and {@code //[}. */
    private static boolean isAddressBracket(Decoded text, int close) {
        int i = close - 1;
        while (i > 1 && close - i < 64 && "0123456789abcdefABCDEF:.%".indexOf(text.at(i)) >= 0) {
            i--;
        }
        return i > 1 && text.at(i) == '[' && (text.at(i - 1) == '/' || text.at(i - 1) == '\\');
    }

    /** Whether a word and any link in it ends before that character, wherever it stands. */
    static boolean endsWord(char c) {
        return isBlank(c) || ENDS_A_LINK.indexOf(c) >= 0 && c != '[' && c != ']';
    }

    static boolean isBlank(char c) {
        return c == ' ' || c >= '\t' && c <= '\r' || c == '\u00A0';
    }

    static boolean isLetter(char c) {
        return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
    }

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    static boolean isAlnum(char c) {
        return isLetter(c) || isDigit(c);
    }

    static boolean isScheme(char c) {
        return isAlnum(c) || c == '+' || c == '-' || c == '.';
    }
}
