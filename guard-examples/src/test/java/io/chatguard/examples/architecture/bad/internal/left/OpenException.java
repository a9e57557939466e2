package io.chatguard.examples.architecture.bad.internal.left;

class OpenException extends RuntimeException {
    OpenException() {}
}
