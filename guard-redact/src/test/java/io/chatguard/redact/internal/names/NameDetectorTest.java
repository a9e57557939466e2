package io.chatguard.redact.internal.names;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chatguard.EntityType;
import io.chatguard.Role;
import io.chatguard.redact.NamesSettings;
import io.chatguard.redact.NamesSettings.Tier;
import io.chatguard.redact.internal.tagger.Tagger;
import io.chatguard.spi.Event;
import io.chatguard.spi.Finding;
import io.chatguard.spi.Segment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NameDetectorTest {

    private static final NameDetector DETECTOR = NamesInTests.detector(NamesSettings.defaults());

    private static NameDetector with(List<String> allow, List<String> deny) {
        return NamesInTests.detector(new NamesSettings(Tier.MODEL, List.of(), allow, deny));
    }

    private static NameDetector with(Tagger tagger) {
        return new NameDetector(NamesSettings.defaults(), () -> NamesInTests.LISTS, NameTaggers.of(() -> tagger));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Ask Dr. Anna Schmidt about it         | Anna Schmidt
            Anna Schmidt's order is late          | Anna Schmidt
            Frau Schmidt hat angerufen            | Schmidt
            Anna: hello there\\nPeter: hi        | Peter
            From: Schmidt, Anna <a@example.com>   | Schmidt, Anna
            name;age\\nAnna Schmidt;41            | Anna Schmidt

            """)
    void aNameIsFoundWithoutTitleAndPossessive(String text, String name) {
        assertThat(NamesInTests.in(DETECTOR, text.replace("\\n", "\n").replace("\\|", "|")))
                .contains(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "An\u00adna Schmidt",
                "Anna\u200b Sch\u200bmidt",
                "\uff21\uff4e\uff4e\uff41 \uff33\uff43\uff48\uff4d\uff49\uff44\uff54",
                "\ud835\udc00\ud835\udc27\ud835\udc27\ud835\udc1a \ud835\udc12chmidt",
                "Anna \u2067Schmidt",
                "Stef\ufb00i Schmidt",
            })
    void aNameIsFoundAsAReaderSeesIt(String name) {
        assertThat(NamesInTests.in(DETECTOR, "Ask Dr. " + name + " about it")).containsExactly(name);
    }

    /** A sign-off followed by an address: its parts are no name. */
    @ParameterizedTest
    @ValueSource(strings = {"\u2014 x bob\uff20example.org ok", "\u2014 x alice\u200b.smith@exam\u200bple.com ok"})
    void partsOfADisguisedAddressAreNoName(String text) {
        assertThat(NamesInTests.in(DETECTOR, text)).noneMatch(name -> name.contains("x "));
    }

    @Test
    void columnsOfMarkdownTablesAreRead() {
        String table = "| Kunde | Ort |\n|---|---|\n| Peter Meier | Ulm |";
        assertThat(NamesInTests.in(DETECTOR, table)).containsExactly("Peter Meier");
    }

    @Test
    void columnsOfCommaSeparatedTablesAreRead() {
        String table = "id,customer,total\n1,Anna Schmidt,12\n2,\"Meier, Peter\",5\nnot a row, Anna";
        assertThat(NamesInTests.in(DETECTOR, table)).contains("Anna Schmidt", "Meier, Peter");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Will you send it? May I call you?
            The S3 and EKS clusters are down, see NullPointerException at Main.run
            name: orders-service
            Thanks again!
            INFO main Connection refused
            """)
    void ordinaryWordsAreNoNames(String text) {
        assertThat(NamesInTests.in(DETECTOR, text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            我叫王伟，你好      | 王伟
            請聯絡陳小姐        | 陳
            田中さんに電話して  | 田中
            김철수 씨에게 전화  | 김철수
            """)
    void eastAsianNamesAreFoundBesideTheirWords(String text, String name) {
        assertThat(NamesInTests.in(DETECTOR, text)).containsExactly(name);
    }

    @Test
    void aJsonMembersNameIsItsLabel() {
        List<Finding> found = new ArrayList<>();
        DETECTOR.detect(
                List.of(Segment.of("/messages/0/content/~json/last_name", Role.USER, Segment.Kind.PROSE, "Owusu")),
                found::add);
        assertThat(found).singleElement().satisfies(f -> assertThat(f.rule()).isEqualTo("names/labelled"));
    }

    @Test
    void listedNamesNeverCountOrAlwaysDo() {
        NameDetector lists = with(List.of("anna schmidt"), List.of("blue falcon"));
        assertThat(NamesInTests.in(lists, "my name is Anna Schmidt")).isEmpty();
        assertThat(NamesInTests.in(lists, "my name is Anna Meier")).containsExactly("Anna Meier");
        assertThat(NamesInTests.in(lists, "ask Blue Falcon about it")).containsExactly("Blue Falcon");
    }

    @Test
    void languagesRestrictTheWordsAroundNames() {
        NameDetector german = NamesInTests.detector(new NamesSettings(Tier.MODEL, List.of("de"), List.of(), List.of()));
        assertThat(NamesInTests.in(german, "my sister Kwame")).isEmpty();
        assertThat(NamesInTests.in(german, "meine Schwester Kwame")).containsExactly("Kwame");
    }

    @Test
    void aLanguageWithoutCuesAndALongNameAreRefused() {
        assertThatThrownBy(() -> new NamesSettings(Tier.MODEL, List.of("xx"), List.of(), List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("en, de");
        assertThatThrownBy(() -> new NamesSettings(Tier.MODEL, List.of(), List.of("a".repeat(101)), List.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void settingsShowNoNames() {
        assertThat(new NamesSettings(Tier.MODEL, List.of(), List.of("Anna"), List.of()).toString())
                .doesNotContain("Anna");
    }

    @Test
    void aSentenceWithoutACandidateNeverMeetsTheModel() {
        AtomicInteger asked = new AtomicInteger();
        NameDetector counting = with((text, tokens, first, last, sink) -> asked.incrementAndGet());
        NamesInTests.in(counting, "could you look over the list? it is late.");
        assertThat(asked).hasValue(0);
        NamesInTests.in(counting, "could you look over it with anna?");
        assertThat(asked).hasValue(1);
    }

    @Test
    void aTextThatTheScopeHasSentIsNotReadAgain() {
        AtomicInteger asked = new AtomicInteger();
        NameDetector counting = with((text, tokens, first, last, sink) -> {
            asked.incrementAndGet();
            sink.name(EntityType.PERSON, first, first, 0.9);
        });
        NameCache cache = new NameCache();
        List<Finding> first = detect(counting, cache, "Anna called");
        List<Finding> again = detect(counting, cache, "Anna called");
        assertThat(asked).hasValue(1);
        assertThat(again).hasSameSizeAs(first);
        detect(counting, new NameCache(), "Anna called");
        assertThat(asked).hasValue(2);
    }

    @Test
    void whatTheStatesHadNoTimeForIsReadAgain() {
        AtomicInteger asked = new AtomicInteger();
        NameTaggers none = NameTaggers.of(
                () -> (text, tokens, first, last, sink) -> asked.incrementAndGet(),
                () -> NamesInTests.NO_MODEL,
                Duration.ZERO);
        NameDetector hasty = new NameDetector(NamesSettings.defaults(), () -> NamesInTests.LISTS, none);
        NameCache cache = new NameCache();
        List<Event> told = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            hasty.within(cache, Optional.of(told::add))
                    .detect(List.of(Segment.of("/t", Role.USER, Segment.Kind.PROSE, "Anna called")), found -> {});
        }
        assertThat(asked).hasValue(2);
        assertThat(told).hasSize(2);
        assertThat(cache.size()).isZero();
        detect(hasty, cache, "Anna called");
        assertThat(cache.size()).isEqualTo(1);
    }

    @Test
    void aCacheForgetsTheTextsThatWereUsedLongestAgo() {
        NameCache cache = new NameCache();
        for (int i = 0; i < 2 * NameCache.MOST_TEXTS; i++) {
            detect(DETECTOR, cache, "text " + i);
        }
        assertThat(cache.size()).isEqualTo(NameCache.MOST_TEXTS);
    }

    private static List<Finding> detect(NameDetector detector, NameCache cache, String text) {
        List<Finding> found = new ArrayList<>();
        detector.within(cache).detect(List.of(Segment.of("/t", Role.USER, Segment.Kind.PROSE, text)), found::add);
        return found;
    }

    @Test
    void whatIsNeverRewrittenIsNotRead() {
        List<Finding> found = new ArrayList<>();
        for (Segment.Kind kind : List.of(Segment.Kind.PATH, Segment.Kind.HEADER, Segment.Kind.URL)) {
            DETECTOR.detect(List.of(Segment.of("/t", Role.USER, kind, "my name is Anna")), found::add);
        }
        assertThat(found).isEmpty();
    }

    @Test
    void independentWitnessesMakeANameSurer() {
        NameDetector both = with((text, tokens, first, last, sink) -> sink.name(EntityType.PERSON, 3, 3, 0.6));
        double score = NamesInTests.findings(both, "my name is Anna").get(0).score();
        assertThat(score).isEqualTo(NameRules.MOST);
    }

    /** Any text: spans lie within it and split no pair of surrogates, and the same text gives the same names. */
    @Property(tries = 300)
    void spansLieWithinTheirText(@ForAll String drawn) {
        String text = "my name is " + drawn + " Anna\n" + drawn + ": Anna, 我叫" + drawn;
        List<String> once = NamesInTests.in(DETECTOR, text);
        assertThat(NamesInTests.in(DETECTOR, text)).isEqualTo(once);
        for (Finding f : NamesInTests.findings(DETECTOR, text)) {
            assertThat(Character.isLowSurrogate(text.charAt(f.start()))
                            && f.start() > 0
                            && Character.isHighSurrogate(text.charAt(f.start() - 1)))
                    .isFalse();
        }
    }
}
