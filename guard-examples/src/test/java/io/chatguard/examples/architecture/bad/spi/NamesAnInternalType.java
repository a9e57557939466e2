package io.chatguard.examples.architecture.bad.spi;

import io.chatguard.examples.architecture.bad.internal.left.Left;

public interface NamesAnInternalType {
    void take(Left[] internal);
}
