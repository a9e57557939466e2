package io.chatguard.internal.openai;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.openai.core.http.Headers;
import com.openai.core.http.HttpResponse;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class UpstreamTest {

    private static final int MOST_HELD = 16 << 10;

    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void allBytesArriveInTheirOrderWhateverTheSizesOfTheReads() throws IOException {
        Random random = new Random(7);
        byte[] sent = new byte[1 << 20];
        random.nextBytes(sent);
        InputStream body = new ByteArrayInputStream(sent) {
            @Override
            public synchronized int read(byte[] b, int off, int len) {
                return super.read(b, off, Math.min(len, 1 + random.nextInt(9_000)));
            }
        };

        Upstream upstream = upstream(body);

        assertArrayEquals(sent, readAll(upstream));
        assertEquals(-1, upstream.read(), "the end stays the end");
    }

    @Test
    void neverMoreThanTwoChunksAreHeldForACallerWhoTakesHisTime() throws Exception {
        AtomicLong fetched = new AtomicLong();
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                throw new AssertionError("single bytes are not asked for");
            }

            @Override
            public int read(byte[] target, int offset, int length) {
                fetched.addAndGet(length);
                return length;
            }
        };
        Upstream upstream = upstream(endless);

        long taken = 0;
        for (int i = 0; i < 50; i++) {
            taken += upstream.read();
            Thread.sleep(2);
            assertTrue(fetched.get() - taken <= MOST_HELD, () -> "held " + fetched.get());
        }
        upstream.close();
    }

    @Test
    void aBodyThatIsNotReadHoldsNoThread() {
        Upstream upstream = new Upstream(InputStream.nullInputStream(), new Closed(new ArrayList<>()), task -> {
            throw new AssertionError("a thread was asked for");
        });
        upstream.close();
    }

    @Test
    void whatArrivedBeforeAFailureIsReadBeforeIt() throws IOException {
        IOException reset = new IOException("reset");
        InputStream body = new InputStream() {
            private boolean first = true;

            @Override
            public int read() throws IOException {
                throw reset;
            }

            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                if (!first) {
                    throw reset;
                }
                first = false;
                return 5;
            }
        };
        Upstream upstream = upstream(body);

        assertEquals(5, upstream.read());
        assertSame(reset, assertThrows(IOException.class, upstream::read));
        assertSame(reset, assertThrows(IOException.class, upstream::read));
    }

    @Test
    void withoutAThreadTheReadFailsAndTheCloseStillFreesTheBody() {
        List<String> freed = new ArrayList<>();
        Upstream upstream = new Upstream(closing(freed), new Closed(freed), task -> {
            throw new RejectedExecutionException("no more threads");
        });

        assertThrows(RejectedExecutionException.class, upstream::read);
        upstream.close();
        upstream.close();

        assertEquals(List.of("body", "response"), freed);
    }

    private Upstream upstream(InputStream body) {
        return new Upstream(body, new Closed(new ArrayList<>()), threads);
    }

    private static byte[] readAll(Upstream upstream) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        int n;
        while ((n = upstream.read()) >= 0) {
            all.write(upstream.chunk(), 0, n);
        }
        return all.toByteArray();
    }

    private static InputStream closing(List<String> freed) {
        return new ByteArrayInputStream(new byte[0]) {
            @Override
            public void close() {
                freed.add("body");
            }
        };
    }

    private record Closed(List<String> freed) implements HttpResponse {

        @Override
        public int statusCode() {
            return 200;
        }

        @Override
        public Headers headers() {
            return Headers.builder().build();
        }

        @Override
        public InputStream body() {
            return InputStream.nullInputStream();
        }

        @Override
        public void close() {
            freed.add("response");
        }
    }
}
