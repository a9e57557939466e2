package io.chatguard.moderate.internal.openai;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BreakerTest {

    private final AtomicLong now = new AtomicLong();
    private final Breaker breaker = new Breaker(now::get);

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            breaker.failed();
        }
    }

    @Test
    void opensAfterFailuresInARowOnly() {
        fail(Breaker.FAILURES - 1);
        breaker.succeeded();
        fail(Breaker.FAILURES - 1);
        assertThat(breaker.isOpen()).isFalse();
        fail(1);
        assertThat(breaker.isOpen()).isTrue();
    }

    @Test
    void letsOneTryAfterTheRest() {
        fail(Breaker.FAILURES);
        now.addAndGet(Breaker.REST_NANOS);
        assertThat(breaker.isOpen()).isFalse();
        assertThat(breaker.isOpen()).isTrue();
        breaker.succeeded();
        assertThat(breaker.isOpen()).isFalse();
    }
}
