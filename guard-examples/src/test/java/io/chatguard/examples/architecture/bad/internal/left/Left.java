package io.chatguard.examples.architecture.bad.internal.left;

import io.chatguard.examples.architecture.bad.internal.right.Right;

public interface Left {
    Right other();
}
