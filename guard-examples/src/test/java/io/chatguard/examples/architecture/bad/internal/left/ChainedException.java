package io.chatguard.examples.architecture.bad.internal.left;

final class ChainedException extends RuntimeException {
    ChainedException(Throwable cause) {
        super(cause);
    }
}
