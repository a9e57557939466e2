package io.chatguard.examples.architecture.bad.spi;

import io.chatguard.examples.architecture.bad.internal.left.Left;

public interface HasAnInternalBound {
    <T extends Left> void take(T internal);
}
