package io.chatguard.examples.architecture.bad.spi;

import io.chatguard.examples.architecture.bad.internal.left.Left;
import java.util.List;
import java.util.Map;

public class NamesAnInternalArgument {
    protected final Map<String, List<? extends Left>> internals = Map.of();
}
