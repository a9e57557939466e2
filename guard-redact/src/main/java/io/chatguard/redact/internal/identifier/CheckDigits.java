package io.chatguard.redact.internal.identifier;

/** What proves that a number was not made up or mistyped. Takes time linear in the number and allocates nothing. */
public interface CheckDigits {
    /** Whether the first {@code count} symbols agree with each other. */
    boolean fit(byte[] symbols, int count);

    /** One number in how many passes by chance; at least 2. */
    int odds();

    /**
     * Reads what a rule says: one of {@link NamedCheck}, or a weighted sum such as {@code sum(9 8 7 6 5 4 3 2 -1) mod 11},
     * or several of them joined by {@code and} or {@code or}, as {@link CheckReader} tells.
     *
     * @throws IllegalArgumentException if it says neither
     */
    static CheckDigits of(String written) {
        return CheckReader.read(written);
    }
}
