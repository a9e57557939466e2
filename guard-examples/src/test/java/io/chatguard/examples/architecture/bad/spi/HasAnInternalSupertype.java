package io.chatguard.examples.architecture.bad.spi;

import io.chatguard.examples.architecture.bad.internal.left.Left;
import java.util.Comparator;

public abstract class HasAnInternalSupertype implements Comparator<Left> {}
