package io.chatguard.internal.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class CallerRunsTest {

    private final CallerRuns caller = new CallerRuns();
    private final CompletableFuture<String> call = new CompletableFuture<>();
    private final List<Thread> ranOn = new ArrayList<>();

    @Test
    void tasksRunOnTheThreadThatWaits() throws Exception {
        Thread other = new Thread(() -> caller.execute(() -> {
            ranOn.add(Thread.currentThread());
            call.complete("done");
        }));
        other.start();
        assertThat(caller.await(call)).isEqualTo("done");
        assertThat(ranOn).containsExactly(Thread.currentThread());
    }

    @Test
    void aFutureThatOthersCompleteLetsTheCallerGo() throws Exception {
        Thread other = new Thread(() -> call.complete("done"));
        other.start();
        assertThat(caller.await(call)).isEqualTo("done");
    }

    @Test
    void noTaskIsLostWhenTheCallIsOver() throws Exception {
        caller.execute(() -> call.complete("done"));
        caller.execute(() -> ranOn.add(Thread.currentThread()));
        assertThat(caller.await(call)).isEqualTo("done");
        assertThat(ranOn).hasSize(1);
        caller.execute(() -> ranOn.add(Thread.currentThread()));
        assertThat(ranOn).hasSize(2);
    }

    @Test
    void noTaskIsLostWhenTheCallerIsInterrupted() {
        Thread.currentThread().interrupt();
        caller.execute(() -> ranOn.add(Thread.currentThread()));
        assertThatThrownBy(() -> caller.await(call)).isInstanceOf(InterruptedException.class);
        assertThat(call).isCancelled();
        assertThat(ranOn).hasSize(1);
    }
}
