package io.chatguard.examples.architecture.bad.internal.right;

import io.chatguard.examples.architecture.bad.internal.left.Left;

public interface Right {
    Left other();
}
