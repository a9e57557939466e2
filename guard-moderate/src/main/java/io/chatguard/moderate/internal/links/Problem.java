package io.chatguard.moderate.internal.links;

/** Why a link or tag is not let through. */
enum Problem {
    NOT_ALLOWED("links/not-allowed", "a link to a host that is not allowed"),
    PRIVATE_ADDRESS("links/private-address", "a link to a private, local or metadata address"),
    LOOK_ALIKE("links/look-alike", "a link to a host whose name looks like another"),
    AMBIGUOUS("links/ambiguous", "a link that programs read in different ways"),
    DATA("links/data", "a link that is a document itself (data:)"),
    SCHEME("links/scheme", "a link of a scheme that is not allowed"),
    ACTIVE("links/active-content", "active content");

    private final String rule;
    private final String reason;

    Problem(String rule, String reason) {
        this.rule = rule;
        this.reason = reason;
    }

    String rule() {
        return rule;
    }

    /** In words without any text of the reply. */
    String reason() {
        return reason;
    }
}
