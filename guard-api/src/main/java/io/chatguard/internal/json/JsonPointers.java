package io.chatguard.internal.json;

/** Reference tokens of RFC 6901 pointers. */
final class JsonPointers {

    private JsonPointers() {}

    /** The reference token of a member name. */
    static String escaped(String name) {
        if (name.indexOf('~') < 0 && name.indexOf('/') < 0) {
            return name;
        }
        StringBuilder out = new StringBuilder(name.length() + 8);
        appendToken(name, out);
        return out.toString();
    }

    static void appendToken(String name, StringBuilder out) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            switch (c) {
                case '~' -> out.append("~0");
                case '/' -> out.append("~1");
                default -> out.append(c);
            }
        }
    }

    /** The member name that a reference token stands for. */
    static String token(String escaped) {
        return escaped.indexOf('~') < 0 ? escaped : escaped.replace("~1", "/").replace("~0", "~");
    }

    /** The array position that a token stands for, or -1: digits only, no leading zero. */
    static int arrayIndex(String token) {
        if (token.isEmpty() || token.length() > 9 || token.length() > 1 && token.charAt(0) == '0') {
            return -1;
        }
        int value = 0;
        for (int i = 0; i < token.length(); i++) {
            char c = token.charAt(i);
            if (c < '0' || c > '9') {
                return -1;
            }
            value = value * 10 + c - '0';
        }
        return value;
    }
}
