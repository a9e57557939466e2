package io.chatguard.examples.architecture.bad.spi;

public final class SecondException extends RuntimeException {
    SecondException() {}
}
