package io.chatguard.examples.architecture.bad.internal.left;

final class TalkativeException extends RuntimeException {
    TalkativeException(String text) {
        super(text);
    }
}
