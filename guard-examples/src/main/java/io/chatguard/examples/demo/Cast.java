package io.chatguard.examples.demo;

import java.util.List;

/**
 * Whom and what the demo's conversations are about: made-up values, and numbers that their issuers publish for tests
 * and examples.
 */
final class Cast {
    static final String NAME = "Mara Lind";
    static final String CUSTOMER = "mara.lind@example.com";
    static final String COLLEAGUE = "sofia.berg@example.org";
    static final String ON_CALL = "ops@example.net";
    static final String PHONE = "+49 30 901820";
    static final String CARD = "4111 1111 1111 1111";
    static final String IBAN = "DE89 3704 0044 0532 0130 00";
    static final String HOST = "203.0.113.77";
    /** The key that AWS prints in its own documentation. */
    static final String KEY = "AKIAIOSFODNN7EXAMPLE";

    private Cast() {}

    /** Everything that must not leave in clear. */
    static List<String> values() {
        return List.of(NAME, CUSTOMER, COLLEAGUE, ON_CALL, PHONE, CARD, IBAN, HOST, KEY);
    }
}
