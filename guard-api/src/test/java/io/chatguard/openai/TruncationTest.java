package io.chatguard.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.openai.client.OpenAIClient;
import com.openai.client.OpenAIClientAsync;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.client.okhttp.OpenAIOkHttpClientAsync;
import com.openai.core.RequestOptions;
import com.openai.core.http.HttpRequest;
import com.openai.core.http.HttpResponse;
import com.openai.errors.OpenAIIoException;
import io.chatguard.Guard;
import io.chatguard.GuardException;
import io.chatguard.GuardException.Reason;
import io.chatguard.internal.chain.GuardCore;
import io.chatguard.internal.openai.GuardedTransport;
import io.chatguard.testkit.Soak;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A stream that breaks off anywhere, in any way, ends in a typed error or completely, never silently. */
class TruncationTest {

    private static final List<Recording> RECORDINGS = Recording.all();

    private final ReplayServer server = new ReplayServer();
    private final SwapRedaction swap = new SwapRedaction();
    private final Guard guard =
            Guard.builder().redaction(swap).audit(event -> {}).build();
    private final OpenAIClient bare = OpenAIOkHttpClient.builder()
            .baseUrl(server.baseUrl())
            .apiKey("test-key")
            .maxRetries(0)
            .build();
    private final OpenAIClientAsync bareAsync = OpenAIOkHttpClientAsync.builder()
            .baseUrl(server.baseUrl())
            .apiKey("test-key")
            .maxRetries(0)
            .build();
    private final OpenAIClient client = GuardedOpenAI.wrap(bare, guard);
    private final OpenAIClientAsync async = GuardedOpenAI.wrap(bareAsync, guard);

    @AfterEach
    void close() {
        bare.close();
        bareAsync.close();
        server.close();
    }

    @Test
    void anUncutStreamIsReadToItsEnd() {
        whole().forEach((name, outcome) -> {
            assertThat(outcome.events()).as(name).isNotEmpty();
            assertThat(outcome.failure().isPresent()).as(name).isEqualTo(name.equals("chat with an error"));
            boolean restored = outcome.events().stream().noneMatch(e -> e.contains("PERSON"));
            // Errors stay pseudonymised, and what the log probabilities say cannot be restored.
            assertThat(restored || name.contains("error") || name.contains("failed") || name.contains("logprobs"))
                    .as(name)
                    .isTrue();
        });
    }

    @Test
    void theBytesOfAStreamCutAtAnyByteAreThoseOfTheWholeOrEndInATypedError() throws Exception {
        CannedTransport canned = new CannedTransport();
        GuardedTransport transport = new GuardedTransport(canned, GuardCore.of(guard), Optional.empty());
        Random random = new Random(Soak.seed());
        int step = Soak.on() ? 1 : 11;
        for (Recording recording : RECORDINGS) {
            HttpRequest request = recording.api() == Recording.Api.CHAT
                    ? WireRequest.streamedChat(server.baseUrl(), recording.choices())
                    : WireRequest.streamedResponse(server.baseUrl());
            canned.reply(recording.body());
            byte[] whole = read(transport, request, new ByteArrayOutputStream());
            String text = new String(whole, StandardCharsets.ISO_8859_1);
            // What follows the last event that is needed: the end of a chat may come before its [DONE].
            int done = recording.api() == Recording.Api.CHAT ? "data: [DONE]\n\n".length() : 0;
            for (int length = random.nextInt(step); length <= recording.body().length; length += step) {
                canned.reply(recording.cut(length));
                ByteArrayOutputStream read = new ByteArrayOutputStream();
                String where = recording + " cut at " + length;
                try {
                    int size = read(transport, request, read).length;
                    assertThat(size).as(where + " ended silently").isGreaterThanOrEqualTo(whole.length - done);
                } catch (GuardException e) {
                    assertThat(e.reason()).as(where).isEqualTo(Reason.TRUNCATED);
                    assertThat(e.partial()).as(where).isTrue();
                }
                String events = upToTheLastEvent(read.toString(StandardCharsets.ISO_8859_1));
                assertThat(text.startsWith(events)).as(where + " is a prefix").isTrue();
            }
        }
        assertThat(canned.open()).as("bodies left open").isZero();
        assertNothingIsLeft();
    }

    private static byte[] read(GuardedTransport transport, HttpRequest request, ByteArrayOutputStream into)
            throws IOException {
        try (HttpResponse response = transport.execute(request, RequestOptions.none())) {
            response.body().transferTo(into);
        }
        return into.toByteArray();
    }

    /** Without what was left of an event that no client dispatches. */
    private static String upToTheLastEvent(String stream) {
        int end = stream.lastIndexOf("\n\n");
        return end < 0 ? "" : stream.substring(0, end + 2);
    }

    @Test
    void theTypedEventsOfAStreamCutAtAnyByteAreThoseOfTheWholeOrEndInATypedError() {
        Map<String, StreamOutcome> whole = whole();
        CannedTransport canned = new CannedTransport();
        OpenAIClient overBytes = GuardedOpenAI.wrap(canned.client(), guard);
        Random random = new Random(Soak.seed());
        int step = Soak.on() ? 1 : 149;
        for (Recording recording : RECORDINGS) {
            for (int length = random.nextInt(step); length <= recording.body().length; length += step) {
                canned.reply(recording.cut(length));
                check(recording, length, StreamOutcome.of(overBytes, recording), whole);
            }
        }
        assertThat(canned.open()).as("bodies left open").isZero();
        assertNothingIsLeft();
    }

    @Test
    void aStreamCutAfterAnyEventEndsInATypedErrorOrCompletelyOverHttp() {
        Map<String, StreamOutcome> whole = whole();
        int dropped = 0;
        for (Recording recording : RECORDINGS) {
            for (int length : recording.ends()) {
                for (ReplayServer.End end : ReplayServer.End.values()) {
                    server.enqueue(recording.cut(length), end);
                    server.enqueue(recording.cut(length), end);
                    check(recording, length, StreamOutcome.of(client, recording), whole);
                    check(recording, length, StreamOutcome.of(async, recording), whole);
                    dropped += end == ReplayServer.End.CLEAN ? 0 : 2;
                }
            }
        }
        // A connection that a cut reply kept would not be used again.
        assertThat(server.accepted()).isLessThanOrEqualTo(dropped + 10);
        assertNothingIsLeft();
    }

    /** A121 among others. */
    @Test
    void randomTruncationsAndResetsEndInATypedErrorOrCompletely() {
        Map<String, StreamOutcome> whole = whole();
        Random random = new Random(Soak.seed());
        int dropped = 0;
        for (int i = Soak.cases(300, 10_000); i > 0; i--) {
            Recording recording = RECORDINGS.get(random.nextInt(RECORDINGS.size()));
            int length = random.nextInt(recording.body().length + 1);
            ReplayServer.End end = ReplayServer.End.values()[random.nextInt(3)];
            server.enqueue(recording.cut(length), end);
            dropped += end == ReplayServer.End.CLEAN ? 0 : 1;
            check(
                    recording,
                    length,
                    random.nextBoolean() ? StreamOutcome.of(client, recording) : StreamOutcome.of(async, recording),
                    whole);
        }
        assertThat(server.accepted()).isLessThanOrEqualTo(dropped + 10);
        assertNothingIsLeft();
    }

    private Map<String, StreamOutcome> whole() {
        CannedTransport canned = new CannedTransport();
        OpenAIClient overBytes = GuardedOpenAI.wrap(canned.client(), guard);
        return RECORDINGS.stream().collect(Collectors.toMap(Recording::name, recording -> {
            canned.reply(recording.body());
            return StreamOutcome.of(overBytes, recording);
        }));
    }

    private static void check(Recording recording, int length, StreamOutcome outcome, Map<String, StreamOutcome> all) {
        StreamOutcome whole = all.get(recording.name());
        String where = recording + " cut at " + length;
        assertThat(outcome.events())
                .as(where)
                .hasSizeLessThanOrEqualTo(whole.events().size());
        assertThat(outcome.events())
                .as(where)
                .isEqualTo(whole.events().subList(0, outcome.events().size()));
        boolean complete = outcome.events().size() == whole.events().size();
        if (outcome.failure().isEmpty()) {
            assertThat(complete && whole.failure().isEmpty())
                    .as(where + " ended silently")
                    .isTrue();
            return;
        }
        Throwable failure = outcome.failure().get();
        if (failure instanceof GuardException e) {
            assertThat(e.reason()).as(where).isEqualTo(Reason.TRUNCATED);
            assertThat(e.partial()).as(where).isTrue();
        } else if (!(failure instanceof OpenAIIoException)) {
            assertThat(failure).as(where).hasSameClassAs(whole.failure().orElseThrow());
        }
    }

    private void assertNothingIsLeft() {
        assertThat(swap.endings).as("exchanges that ended").hasSize(swap.opened.get());
        // A thread that has handed over the last bytes may still be on its way out.
        long patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (waiting() > 0 && System.nanoTime() < patience) {
            Thread.yield();
        }
        assertThat(waiting()).as("threads that wait for a provider").isZero();
    }

    private static long waiting() {
        return Thread.getAllStackTraces().values().stream()
                .filter(frames -> Arrays.toString(frames).contains("internal.openai.Upstream.fill"))
                .count();
    }
}
