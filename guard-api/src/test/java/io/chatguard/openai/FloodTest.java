package io.chatguard.openai;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Replies of 512 MB and more, endless ones, and gzip bombs, read by a process of 256 MB: each ends in a typed error, the
 * connection is given up, and memory is enough.
 */
@Timeout(120)
class FloodTest {

    private static final AtomicReference<FaultServer.Answer> ANSWER = new AtomicReference<>(FaultServer.HELLO);
    private static final FaultServer SERVER =
            new FaultServer(number -> (socket, out) -> ANSWER.get().give(socket, out));

    private static Process child;
    private static BufferedReader from;

    @BeforeAll
    static void start() throws IOException {
        child = FloodChild.start(SERVER.baseUrl());
        from = new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.US_ASCII));
    }

    @AfterAll
    static void stop() throws Exception {
        try {
            child.getOutputStream().close();
            assertThat(child.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(child.exitValue())
                    .as("3 is that of a process without memory")
                    .isZero();
        } finally {
            child.destroyForcibly();
            SERVER.close();
        }
    }

    @ParameterizedTest
    @EnumSource(Flood.class)
    void endsABlockingCallTyped(Flood flood) throws IOException {
        check(flood, "blocking");
    }

    @ParameterizedTest
    @EnumSource(Flood.class)
    void endsAnAsynchronousCallTyped(Flood flood) throws IOException {
        check(flood, "async");
    }

    private static void check(Flood flood, String style) throws IOException {
        ANSWER.set(flood.answer());
        int before = SERVER.requests();
        OutputStream to = child.getOutputStream();
        to.write((flood + " " + style + "\n").getBytes(StandardCharsets.US_ASCII));
        to.flush();
        assertThat(from.readLine()).isEqualTo(flood.end());
        assertThat(SERVER.requests() - before).isEqualTo(flood.isSent() ? 1 : 0);
        // The server learns by its next write that the client has gone.
        long patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (SERVER.openConnections() > 0 && System.nanoTime() < patience) {
            Thread.onSpinWait();
        }
        assertThat(SERVER.openConnections()).as("connections left open").isZero();
    }
}
