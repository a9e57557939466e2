package io.chatguard.benchmarks;

import io.chatguard.Guard;
import io.chatguard.Policy;
import io.chatguard.spi.Exchange;
import io.chatguard.spi.Interceptor;

/** The configurations that are measured. */
final class Guards {

    private Guards() {}

    /**
     * Configuration {@code rules}: the defaults without names, which are the detectors of tier 0, the vault in memory and
     * the audit sink for SLF4J. The logger formats every record and writes it to the null device.
     */
    static Guard rules() {
        return Guard.from(Policy.parse("version: 1\ndetect: {names: false}\n", "rules.yaml"));
    }

    /** Takes every call apart and puts it together again, and looks for nothing. */
    static Guard lens() {
        return Guard.builder().interceptor(new Idle()).build();
    }

    /** The lens with deadline, retries, breaker, bulkhead and rate around each call. */
    static Guard chain() {
        return Guard.builder()
                .policy(Policy.parse("version: 1\nresilience: {}\n", "chain.yaml"))
                .redaction(new Idle())
                .build();
    }

    private static final class Idle implements Interceptor {
        @Override
        public Call open(Exchange exchange) {
            return new Call() {};
        }
    }
}
