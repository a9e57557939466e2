package io.chatguard.spi;

/** Holds the one passing verdict. */
final class Passes {
    static final Verdict PASS = new Verdict.Pass();

    private Passes() {}
}
