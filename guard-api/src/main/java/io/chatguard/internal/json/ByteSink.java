package io.chatguard.internal.json;

/** Where bytes go, in order. */
@FunctionalInterface
public interface ByteSink {

    /** Takes {@code length} bytes from {@code offset}; the array is the caller's again afterwards. */
    void accept(byte[] bytes, int offset, int length);

    /** Takes all bytes of the array. */
    default void accept(byte[] bytes) {
        accept(bytes, 0, bytes.length);
    }
}
