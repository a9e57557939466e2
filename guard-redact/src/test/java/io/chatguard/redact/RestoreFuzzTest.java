package io.chatguard.redact;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.chatguard.EntityType;
import io.chatguard.Policy;
import io.chatguard.Role;
import io.chatguard.Scope;
import io.chatguard.spi.Interceptor;
import io.chatguard.spi.Segment;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Replies that a fuzzer makes: restored in a stream as they are restored whole, however the text is divided. */
class RestoreFuzzTest {

    private static final Scope SCOPE = Scope.of("t", "c");
    private static final Redaction REDACTION = Redaction.builder(Policy.defaults())
            .withoutBuiltInDetectors()
            .detectors(TestDetectors.word(EntityType.PERSON, "alice"), TestDetectors.mail())
            .build();
    private static final String PERSON = REDACTION.pseudonymise(SCOPE, "alice");
    private static final String MAIL = REDACTION.pseudonymise(SCOPE, "bob@example.com");

    /** {@code $} and {@code %} stand for surrogates, which no fuzzer can guess; {@code ^} for one in small letters. */
    @FuzzTest(maxDuration = "5m")
    void aStreamIsRestoredLikeTheWhole(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8)
                .replace("$", PERSON)
                .replace("%", MAIL)
                .replace("^", PERSON.toLowerCase(Locale.ROOT));
        FakeContent in = FakeContent.of(Segment.of("/a", Role.ASSISTANT, Segment.Kind.PROSE, text));
        Interceptor.Call whole = REDACTION.open(FakeExchange.pinned(Policy.defaults(), SCOPE));
        String expected = ((FakeContent) whole.onReply(in)).text(0);
        Interceptor.Call streamed = REDACTION.open(FakeExchange.pinned(Policy.defaults(), SCOPE));
        List<String> pieces = pieces(text, new Random(Arrays.hashCode(bytes)));
        if (!Streams.run(streamed.onStream(Streams.prose()), pieces).equals(expected)) {
            throw new AssertionError("the stream reads differently");
        }
    }

    /** Pieces that divide no surrogate pair. */
    private static List<String> pieces(String text, Random random) {
        List<String> pieces = new ArrayList<>();
        for (int at = 0; at < text.length(); ) {
            int end = Math.min(text.length(), at + 1 + random.nextInt(9));
            if (end < text.length() && Character.isHighSurrogate(text.charAt(end - 1))) {
                end++;
            }
            pieces.add(text.substring(at, end));
            at = end;
        }
        return pieces;
    }
}
