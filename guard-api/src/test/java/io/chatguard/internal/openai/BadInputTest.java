package io.chatguard.internal.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.openai.core.RequestOptions;
import com.openai.core.http.HttpClient;
import com.openai.core.http.HttpMethod;
import com.openai.core.http.HttpRequest;
import com.openai.core.http.HttpRequestBody;
import com.openai.core.http.HttpResponse;
import io.chatguard.Guard;
import io.chatguard.GuardException;
import io.chatguard.GuardException.Reason;
import io.chatguard.Policy;
import io.chatguard.internal.chain.GuardCore;
import io.chatguard.spi.AuditEvent;
import io.chatguard.spi.Ending;
import io.chatguard.spi.Exchange;
import io.chatguard.spi.Interceptor;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Bodies that the SDK's types cannot make: refused with a typed error, in bounded memory, and nothing is sent. */
class BadInputTest {

    private static final String SECRET = "bob@example.com";

    /** What lies below the guard; nothing may arrive here. */
    private static final class Below implements HttpClient {
        final AtomicInteger calls = new AtomicInteger();

        @Override
        public HttpResponse execute(HttpRequest request, RequestOptions options) {
            calls.incrementAndGet();
            throw new AssertionError("sent");
        }

        @Override
        public CompletableFuture<HttpResponse> executeAsync(HttpRequest request, RequestOptions options) {
            calls.incrementAndGet();
            throw new AssertionError("sent");
        }

        @Override
        public void close() {}
    }

    private interface Writing {
        void to(OutputStream out) throws IOException;
    }

    private record Body(String contentType, long contentLength, Writing writing) implements HttpRequestBody {
        @Override
        public void writeTo(OutputStream out) {
            try {
                writing.to(out);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public boolean repeatable() {
            return true;
        }

        @Override
        public void close() {}
    }

    private final Below below = new Below();
    private final List<AuditEvent> audited = new CopyOnWriteArrayList<>();
    private final Guard guard = Guard.builder()
            .audit(audited::add)
            .policy(Policy.builder().maxRequestBytes(1 << 20).build())
            .interceptor(new Interceptor() {
                @Override
                public Call open(Exchange exchange) {
                    return new Call() {};
                }
            })
            .build();
    private final GuardedTransport transport = new GuardedTransport(below, GuardCore.of(guard), Optional.empty());

    private static HttpRequest post(HttpRequestBody body) {
        return HttpRequest.builder()
                .method(HttpMethod.POST)
                .baseUrl("http://127.0.0.1:9/v1")
                .addPathSegments("chat", "completions")
                .body(body)
                .build();
    }

    static Object[][] broken() {
        String message = "{\"messages\":[{\"role\":\"user\",\"content\":\"" + SECRET + "\"}]";
        return new Object[][] {
            {"MALFORMED", message.getBytes(StandardCharsets.UTF_8)},
            {"MALFORMED", "".getBytes(StandardCharsets.UTF_8)},
            {"TRAILING_CONTENT", (message + "} {}").getBytes(StandardCharsets.UTF_8)},
            {"TOO_DEEP", ("[".repeat(100_000) + "]".repeat(100_000)).getBytes(StandardCharsets.UTF_8)},
            {"TOO_DEEP", ("{\"a\":".repeat(100_000) + "1" + "}".repeat(100_000)).getBytes(StandardCharsets.UTF_8)},
            {"DUPLICATE_KEY", ("{\"model\":\"a\",\"mod\\u0065l\":\"" + SECRET + "\"}").getBytes(StandardCharsets.UTF_8)
            },
            {"INVALID_UTF8", (message + ",\"x\":\"\u00ff\"}").getBytes(StandardCharsets.ISO_8859_1)},
            {"NUMBER_TOO_LONG", ("{\"n\":" + "9".repeat(5_000) + "}").getBytes(StandardCharsets.UTF_8)},
        };
    }

    @ParameterizedTest(name = "{0} #{index}")
    @MethodSource("broken")
    void refusesABrokenBodyByRuleAndPlaceWithoutQuotingIt(String rule, byte[] bytes) {
        HttpRequest request = post(new Body("application/json", bytes.length, out -> out.write(bytes)));
        GuardException refused =
                catchThrowableOfType(GuardException.class, () -> transport.execute(request, RequestOptions.none()));
        assertThat(refused.reason()).isEqualTo(Reason.REQUEST_REFUSED);
        assertThat(refused.rule()).isEqualTo("json/" + rule);
        assertThat(refused.place()).startsWith("byte ");
        assertThat(refused).hasMessageContaining("nothing was sent").hasMessageNotContaining("bob");
        assertThat(refused).hasNoCause();
        ExecutionException async = catchThrowableOfType(
                ExecutionException.class,
                () -> transport.executeAsync(request, RequestOptions.none()).get());
        assertThat(async.getCause()).isInstanceOf(GuardException.class).hasMessage(refused.getMessage());
        assertThat(below.calls).hasValue(0);
    }

    @ParameterizedTest(name = "{0} #{index}")
    @MethodSource("broken")
    void leavesARecordOfWhatItRefusedByRuleWithoutText(String rule, byte[] bytes) {
        HttpRequest request = post(new Body("application/json", bytes.length, out -> out.write(bytes)));
        catchThrowableOfType(GuardException.class, () -> transport.execute(request, RequestOptions.none()));
        assertThat(audited).singleElement().satisfies(record -> {
            assertThat(record.ending()).contains(Ending.BLOCKED);
            assertThat(record.receipt().line())
                    .contains("operation=chat.completions ")
                    .contains("verdicts=request:block(json/" + rule + ")=1 decided=request ")
                    .doesNotContain("bob");
        });
    }

    @Test
    void leavesARecordOfABodyThatMayNotLeaveUnscreened() {
        HttpRequest request = post(new Body("application/octet-stream", 3, out -> out.write(new byte[3])));
        catchThrowableOfType(GuardException.class, () -> transport.execute(request, RequestOptions.none()));
        String image = "{\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"image_url\",\"image_url\":"
                + "{\"url\":\"data:image/png;base64,iVBORw0KGgo=\"}}]}]}";
        HttpRequest withImage =
                post(new Body("application/json", -1, out -> out.write(image.getBytes(StandardCharsets.US_ASCII))));
        catchThrowableOfType(GuardException.class, () -> transport.execute(withImage, RequestOptions.none()));
        assertThat(audited).hasSize(2).allSatisfy(record -> {
            assertThat(record.ending()).contains(Ending.BLOCKED);
            assertThat(record.receipt().line()).contains("verdicts=request:block(opaque)=1");
        });
    }

    @Test
    void refusesAStringOf512MegabytesAfterReadingNoMoreThanTheLimit() {
        AtomicLong written = new AtomicLong();
        byte[] chunk = "a".repeat(1 << 16).getBytes(StandardCharsets.US_ASCII);
        HttpRequest request = post(new Body("application/json", -1, out -> {
            out.write("{\"messages\":[{\"role\":\"user\",\"content\":\"".getBytes(StandardCharsets.US_ASCII));
            for (int i = 0; i < (512 << 20) / chunk.length; i++) {
                out.write(chunk);
                written.addAndGet(chunk.length);
            }
            out.write("\"}]}".getBytes(StandardCharsets.US_ASCII));
        }));
        GuardException refused =
                catchThrowableOfType(GuardException.class, () -> transport.execute(request, RequestOptions.none()));
        assertThat(refused.reason()).isEqualTo(Reason.REQUEST_REFUSED);
        assertThat(refused.rule()).isEqualTo("limits.request");
        assertThat(written).hasValueLessThanOrEqualTo(1 << 20);
        assertThat(below.calls).hasValue(0);
    }

    @Test
    void refusesABodyThatAnnouncesMoreThanTheLimitWithoutReadingIt() {
        HttpRequest request = post(new Body("application/json", 512L << 20, out -> {
            throw new AssertionError("read");
        }));
        GuardException refused =
                catchThrowableOfType(GuardException.class, () -> transport.execute(request, RequestOptions.none()));
        assertThat(refused.rule()).isEqualTo("limits.request");
        assertThat(below.calls).hasValue(0);
    }

    @Test
    void refusesABodyThatIsNotJsonUnlessThePolicySaysOtherwise() {
        HttpRequest request = post(new Body("application/octet-stream", 3, out -> out.write(new byte[3])));
        GuardException refused =
                catchThrowableOfType(GuardException.class, () -> transport.execute(request, RequestOptions.none()));
        assertThat(refused.rule()).isEqualTo("opaque");
        assertThat(refused).hasMessageContaining("opaque: allow");
        assertThat(below.calls).hasValue(0);
    }

    @Test
    void refusesEveryCallAfterTheGuardIsClosed() {
        guard.close();
        HttpRequest request = post(new Body("application/json", 2, out -> out.write(new byte[] {'{', '}'})));
        GuardException refused =
                catchThrowableOfType(GuardException.class, () -> transport.execute(request, RequestOptions.none()));
        assertThat(refused.reason()).isEqualTo(Reason.UNAVAILABLE);
        assertThat(below.calls).hasValue(0);
    }
}
