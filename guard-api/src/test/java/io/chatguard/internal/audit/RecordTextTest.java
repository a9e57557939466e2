package io.chatguard.internal.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.chatguard.Action;
import io.chatguard.Caller;
import io.chatguard.EntityType;
import io.chatguard.Receipt;
import io.chatguard.Scope;
import io.chatguard.spi.AuditEvent;
import io.chatguard.spi.AuditEvent.Phase;
import io.chatguard.spi.Ending;
import io.chatguard.spi.Event;
import io.chatguard.spi.Facts;
import io.chatguard.spi.Sink;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class RecordTextTest {

    private static final RecordText TEXT = new RecordText(Trails.SIGNING_KEY.keyedHash());
    private static final JsonFactory STRICT = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private static final KeyedHash HASH = Trails.SIGNING_KEY.keyedHash();

    @Test
    void anOutcomeTellsCountsWordsAndKeyedHashes() {
        assertThat(TEXT.of(Trails.outcome("xg_0123456789abcdefghjkmnpq")))
                .isEqualTo(
                        ",\"exchange\":\"xg_0123456789abcdefghjkmnpq\",\"policy\":\"default\",\"ending\":\"completed\""
                                + ",\"tenant\":\"" + HASH.of("tenant", "acme") + "\""
                                + ",\"conversation\":\"" + HASH.of("conversation", "acme", "ticket-4711") + "\""
                                + ",\"principal\":\"" + HASH.of("principal", "acme", "agent-7") + "\""
                                + ",\"assurance\":\"authenticated\""
                                + ",\"operation\":\"chat.completions\",\"model\":\"gpt-4o-mini-2024-07-18\""
                                + ",\"transfer\":\"streamed\",\"storage\":\"not_stored\",\"choices\":1,\"tools\":1"
                                + ",\"segments_request\":3,\"segments_reply\":0"
                                + ",\"found\":{\"EMAIL_ADDRESS:pseudonymize\":1},\"propagated\":0,\"restored\":0,\"kept\":{}"
                                + ",\"unresolved\":0,\"opaque\":{},\"skipped\":0,\"verdicts\":{},\"decided_by\":{}"
                                + ",\"rules\":{\"rules\":\"1\"}");
    }

    @Test
    void hashesAreEqualUnderOneKeyAndUnrelatedUnderAnother() {
        KeyedHash other = SigningKey.of(SigningKey.generate()).keyedHash();
        assertThat(HASH.of("tenant", "acme"))
                .isEqualTo(HASH.of("tenant", "acme"))
                .hasSize(32);
        assertThat(HASH.of("tenant", "acme")).isNotEqualTo(other.of("tenant", "acme"));
        assertThat(HASH.of("a", "bc")).isNotEqualTo(HASH.of("ab", "c"));
    }

    /** A109, A112: whatever stands in the names that come from applications, extensions and the wire. */
    @Property
    void noNameThatCouldBeAValueIsInARecord(@ForAll("values") String value) throws IOException {
        String line = AuditLine.of(1, Trails.NOW, Kind.DECISION, Digests.hex("-"), TEXT.of(eventFullOf(value)))
                .text();

        assertThat(line).doesNotContain(value).matches("[ -~]+");
        assertThat(AuditLine.parse(line.getBytes(StandardCharsets.US_ASCII))).isPresent();
        try (JsonParser parser = STRICT.createParser(line)) {
            while (parser.nextToken() != null) {
                assertThat(parser.getText()).doesNotContain(value);
            }
        }
    }

    @Property
    void noNameOfAPersonOrTenantIsInARecord(@ForAll("words") String word) {
        AuditEvent event = Trails.decision("x");
        AuditEvent named = new AuditEvent(
                Phase.DECISION,
                Trails.NOW,
                Scope.of(word, word),
                new Caller(word, word, Set.of(word), Caller.Assurance.CLAIMED),
                event.receipt(),
                Optional.empty());
        assertThat(TEXT.of(named)).doesNotContain(word);
    }

    @Provide
    Arbitrary<String> words() {
        return Arbitraries.strings()
                .withCharRange('g', 'z')
                .ofMinLength(5)
                .ofMaxLength(20)
                .filter(w -> !TEXT.of(Trails.decision("x")).contains(w));
    }

    @Provide
    Arbitrary<String> values() {
        Arbitrary<String> local = Arbitraries.strings().alpha().ofMinLength(1).ofMaxLength(12);
        return Arbitraries.oneOf(
                local.map(l -> l + "@example.com"),
                local.map(l -> l + " " + l),
                local.map(l -> l + "\n{\"v\":1}"),
                local.map(l -> "\"," + "\"hash\":\"" + l),
                local.map(l -> "\u00e9" + l + "\u4e2d"),
                Arbitraries.strings().numeric().ofLength(16),
                Arbitraries.strings().numeric().ofLength(13).map(n -> "+" + n),
                Arbitraries.strings().numeric().ofLength(20).map(n -> "DE" + n),
                Arbitraries.strings().alpha().ofLength(80));
    }

    private static AuditEvent eventFullOf(String value) {
        List<Event> events = new ArrayList<>();
        events.add(new Event.Found(EntityType.PERSON, Action.BLOCK, value, value, Event.Recognition.DETECTED));
        events.add(new Event.Restored(EntityType.PERSON, Sink.PROSE, value));
        events.add(new Event.Kept(EntityType.PERSON, Sink.URL, value));
        events.add(new Event.Unresolved(value));
        events.add(new Event.Opaque(value, value, Action.FLAG));
        events.add(new Event.Opaque(value, "image/" + value, Action.FLAG));
        events.add(new Event.Skipped(value, value));
        events.add(new Event.Judged(value, Action.BLOCK, value, value));
        events.add(new Event.RuleSet(value, value));
        Facts facts = new Facts(
                value, value, List.of(value), Facts.Transfer.WHOLE, Facts.Storage.STORED, 2, Facts.Format.TEXT);
        Caller caller = new Caller(value, value, Set.of(value), Caller.Assurance.CLAIMED);
        Scope scope = Scope.of("t", value.replace('\n', ' '));
        Receipt receipt = new Receipt(value, value, facts, events);
        return new AuditEvent(Phase.OUTCOME, Trails.NOW, scope, caller, receipt, Optional.of(Ending.BLOCKED));
    }
}
