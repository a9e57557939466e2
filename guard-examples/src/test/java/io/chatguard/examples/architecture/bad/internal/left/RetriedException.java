package io.chatguard.examples.architecture.bad.internal.left;

import java.io.IOException;

final class RetriedException extends IOException {
    RetriedException() {}
}
