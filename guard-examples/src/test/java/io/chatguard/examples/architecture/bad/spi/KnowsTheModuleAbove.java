package io.chatguard.examples.architecture.bad.spi;

import io.chatguard.examples.architecture.bad.moderate.Above;

public interface KnowsTheModuleAbove {
    Above above();
}
