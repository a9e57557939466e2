package io.chatguard.spi;

import io.chatguard.LegalBasis;

/** The answer to whether a call may process what it holds. */
public sealed interface Consent {

    /** It may, on that basis, which receipt and audit record. */
    record Granted(LegalBasis basis) implements Consent {}

    /**
     * It may not: the call stops before anything is looked at.
     *
     * @param reason 1 to 64 characters of {@code [A-Za-z0-9._-]}, since it goes into exceptions, receipts and audit records
     */
    record Denied(String reason) implements Consent {

        private static final int LONGEST = 64;

        public Denied {
            boolean legal = !reason.isEmpty()
                    && reason.length() <= LONGEST
                    && reason.chars()
                            .allMatch(c -> c >= '0' && c <= '9'
                                    || c >= 'A' && c <= 'Z'
                                    || c >= 'a' && c <= 'z'
                                    || c == '.'
                                    || c == '_'
                                    || c == '-');
            if (!legal) {
                throw new IllegalArgumentException("a reason is a short word of letters, digits, '.', '_' and '-'");
            }
        }
    }

    static Consent granted(LegalBasis basis) {
        return new Granted(basis);
    }

    static Consent denied(String reason) {
        return new Denied(reason);
    }
}
