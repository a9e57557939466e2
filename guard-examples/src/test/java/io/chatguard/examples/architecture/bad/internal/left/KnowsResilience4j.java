package io.chatguard.examples.architecture.bad.internal.left;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;

interface KnowsResilience4j {
    CircuitBreaker breaker();
}
