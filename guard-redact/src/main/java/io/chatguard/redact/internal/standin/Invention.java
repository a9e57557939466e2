package io.chatguard.redact.internal.standin;

import java.util.Optional;
import java.util.random.RandomGenerator;

/** Invents a value like a real one, if it can. */
@FunctionalInterface
interface Invention {
    Optional<String> like(String value, RandomGenerator random);
}
