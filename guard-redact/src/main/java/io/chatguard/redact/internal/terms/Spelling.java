package io.chatguard.redact.internal.terms;

/** Which letters are the same. */
public enum Spelling {
    /** Each is itself. */
    EXACT {
        @Override
        char folded(char c) {
            return c;
        }
    },
    /** Both cases of a letter are the same, by the platform's one-to-one mappings. */
    ANY_CASE {
        @Override
        char folded(char c) {
            return c < 128
                    ? c >= 'A' && c <= 'Z' ? (char) (c | 0x20) : c
                    : Character.toLowerCase(Character.toUpperCase(c));
        }
    };

    abstract char folded(char c);
}
