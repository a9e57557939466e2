package io.chatguard.redact.internal.vault;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;

/**
 * A few reusable objects for any number of threads: taken out while in use, made anew where none is left, dropped where
 * there is no room. Not tied to threads, so virtual threads cost nothing. Thread-safe.
 */
final class Slots<T> {

    private static final int COUNT = 16;

    private final AtomicReferenceArray<T> free = new AtomicReferenceArray<>(COUNT);
    private final Supplier<T> maker;

    Slots(Supplier<T> maker) {
        this.maker = maker;
    }

    T take() {
        T found = free.getAndSet(own(), null);
        return found != null ? found : maker.get();
    }

    void give(T used) {
        free.set(own(), used);
    }

    private static int own() {
        return System.identityHashCode(Thread.currentThread()) & (COUNT - 1);
    }
}
