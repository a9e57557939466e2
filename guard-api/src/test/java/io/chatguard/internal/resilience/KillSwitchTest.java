package io.chatguard.internal.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chatguard.GuardException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KillSwitchTest {

    @TempDir
    Path folder;

    private final AtomicLong now = new AtomicLong();

    @Test
    void aFileThrowsItAndItsRemovalRevives() throws IOException {
        Path file = folder.resolve("kill");
        KillSwitch killSwitch = new KillSwitch(Optional.of(file), Files::notExists, now::get);
        killSwitch.check();
        Files.createFile(file);
        now.addAndGet(50_000_000);
        assertThatThrownBy(killSwitch::check)
                .isInstanceOf(GuardException.class)
                .hasMessageContaining("kill switch")
                .hasMessageNotContaining(folder.toString());
        Files.delete(file);
        now.addAndGet(50_000_000);
        killSwitch.check();
    }

    @Test
    void revivingDoesNotOverruleTheFile() throws IOException {
        KillSwitch killSwitch =
                new KillSwitch(Optional.of(Files.createFile(folder.resolve("kill"))), Files::notExists, now::get);
        killSwitch.kill();
        killSwitch.revive();
        assertThat(killSwitch.isKilled()).isTrue();
    }

    @Test
    void aFileSystemThatCannotTellCountsAsKilled() {
        KillSwitch killSwitch = new KillSwitch(Optional.of(folder), file -> false, now::get);
        assertThat(killSwitch.isKilled()).isTrue();
    }

    @Test
    void theFileSystemIsAskedTwentyTimesASecondAtMost() {
        AtomicInteger asked = new AtomicInteger();
        KillSwitch killSwitch = new KillSwitch(
                Optional.of(folder),
                file -> {
                    asked.incrementAndGet();
                    return true;
                },
                now::get);
        for (int i = 0; i < 1_000; i++) {
            killSwitch.check();
            now.addAndGet(1_000_000);
        }
        assertThat(asked).hasValue(20);
    }
}
