package io.chatguard.examples.cli;

/**
 * Which strings of a JSON object are meant: a member's name, a JSON pointer in which a part {@code *} fits every name
 * or index, or {@code *} alone for every string.
 */
record JsonField(String pattern) {

    JsonField {
        if (pattern.isEmpty()) {
            throw new IllegalArgumentException("a field is a name, a JSON pointer, or * for every string");
        }
    }

    /** Whether the string at this RFC 6901 pointer is meant. */
    boolean fits(String pointer) {
        if (pattern.equals("*")) {
            return true;
        }
        if (pattern.charAt(0) != '/') {
            return pointer.equals("/" + pattern.replace("~", "~0").replace("/", "~1"));
        }
        String[] wanted = pattern.split("/", -1);
        String[] found = pointer.split("/", -1);
        if (wanted.length != found.length) {
            return false;
        }
        for (int i = 0; i < wanted.length; i++) {
            if (!wanted[i].equals("*") && !wanted[i].equals(found[i])) {
                return false;
            }
        }
        return true;
    }
}
