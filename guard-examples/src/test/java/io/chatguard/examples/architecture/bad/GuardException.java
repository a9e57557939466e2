package io.chatguard.examples.architecture.bad;

public final class GuardException extends RuntimeException {
    GuardException() {}
}
