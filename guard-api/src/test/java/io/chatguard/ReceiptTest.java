package io.chatguard;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatguard.spi.Event;
import io.chatguard.spi.Event.Recognition;
import io.chatguard.spi.Facts;
import io.chatguard.spi.Sink;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ReceiptTest {

    private static final String AT = "/messages/0/content";

    private static final Receipt RECEIPT = receipt(
            "gpt-4.1-mini",
            new Event.Screened(Direction.REQUEST, 3),
            new Event.Screened(Direction.REQUEST, 2),
            found(EntityType.PERSON, Action.REDACT, Recognition.DETECTED),
            found(EntityType.EMAIL_ADDRESS, Action.PSEUDONYMIZE, Recognition.DETECTED),
            found(EntityType.EMAIL_ADDRESS, Action.PSEUDONYMIZE, Recognition.PROPAGATED),
            found(EntityType.EMAIL_ADDRESS, Action.FLAG, Recognition.DETECTED),
            new Event.RuleSet("rules/builtin", "7"),
            new Event.Opaque("/messages/1/content/0", "image/png", Action.FLAG),
            new Event.Skipped("/messages/2", "too long"),
            new Event.Screened(Direction.REPLY, 1),
            new Event.Restored(EntityType.EMAIL_ADDRESS, Sink.PROSE, AT),
            new Event.Kept(EntityType.EMAIL_ADDRESS, Sink.URL, AT),
            new Event.Kept(EntityType.EMAIL_ADDRESS, Sink.URL, AT),
            new Event.Unresolved(AT),
            new Event.Judged("tone", Action.FLAG, "", AT),
            new Event.Judged("links", Action.BLOCK, "host not allowed", AT));

    private static Receipt receipt(String model, Event... events) {
        Facts facts = new Facts(
                "chat.completions",
                model,
                List.of("customer_tool"),
                Facts.Transfer.STREAMED,
                Facts.Storage.NOT_STORED,
                1,
                Facts.Format.TEXT);
        return new Receipt("x-1", "default", facts, List.of(events));
    }

    private static Event found(EntityType type, Action action, Recognition how) {
        return new Event.Found(type, action, "some/rule", AT, how);
    }

    @Test
    void countsWhatWasScreenedAndFound() {
        assertThat(RECEIPT.segments(Direction.REQUEST)).isEqualTo(5);
        assertThat(RECEIPT.segments(Direction.REPLY)).isEqualTo(1);
        assertThat(RECEIPT.found())
                .isEqualTo(Map.of(
                        EntityType.EMAIL_ADDRESS,
                        Map.of(Action.FLAG, 1, Action.PSEUDONYMIZE, 2),
                        EntityType.PERSON,
                        Map.of(Action.REDACT, 1)));
        assertThat(RECEIPT.found(EntityType.EMAIL_ADDRESS, Action.PSEUDONYMIZE)).isEqualTo(2);
        assertThat(RECEIPT.found(EntityType.URL, Action.BLOCK)).isZero();
        assertThat(RECEIPT.propagated()).isEqualTo(1);
    }

    @Test
    void countsWhatBecameOfTheReply() {
        assertThat(RECEIPT.restored()).isEqualTo(1);
        assertThat(RECEIPT.kept()).isEqualTo(Map.of(Sink.URL, 2));
        assertThat(RECEIPT.unresolved()).isEqualTo(1);
        assertThat(RECEIPT.opaque()).hasSize(1);
        assertThat(RECEIPT.skipped()).hasSize(1);
        assertThat(RECEIPT.verdicts()).extracting(Event.Judged::by).containsExactly("tone", "links");
        assertThat(RECEIPT.ruleSets()).isEqualTo(Map.of("rules/builtin", "7"));
    }

    @Test
    void namesThoseWhoDecidedAndNotThoseWhoOnlyFlagged() {
        assertThat(RECEIPT.decidedBy()).containsExactly("links");
        assertThat(receipt("m", found(EntityType.PERSON, Action.BLOCK, Recognition.DETECTED))
                        .decidedBy())
                .containsExactly("some/rule");
    }

    @Test
    void fieldsComeInAStableOrder() {
        assertThat(RECEIPT.fields())
                .containsExactly(
                        Map.entry("exchange", "x-1"),
                        Map.entry("policy", "default"),
                        Map.entry("operation", "chat.completions"),
                        Map.entry("model", "gpt-4.1-mini"),
                        Map.entry("streamed", "true"),
                        Map.entry("stored", "false"),
                        Map.entry("choices", "1"),
                        Map.entry("segments.request", "5"),
                        Map.entry("segments.reply", "1"),
                        Map.entry("attempts", "-"),
                        Map.entry("found", "EMAIL_ADDRESS:flag=1,EMAIL_ADDRESS:pseudonymize=2,PERSON:redact=1"),
                        Map.entry("propagated", "1"),
                        Map.entry("restored", "1"),
                        Map.entry("kept", "url=2"),
                        Map.entry("unresolved", "1"),
                        Map.entry("withheld", "0"),
                        Map.entry("basis", "-"),
                        Map.entry("opaque", "image/png:flag=1"),
                        Map.entry("skipped", "1"),
                        Map.entry("verdicts", "tone:flag=1,links:block(host_not_allowed)=1"),
                        Map.entry("decided", "links"),
                        Map.entry("rules", "rules/builtin@7"));
    }

    @Test
    void fieldsOfAnEmptyExchangeAreAllThere() {
        assertThat(receipt("").fields())
                .hasSameSizeAs(RECEIPT.fields())
                .containsEntry("model", "-")
                .containsEntry("found", "-")
                .containsEntry("kept", "-")
                .containsEntry("unresolved", "0")
                .containsEntry("verdicts", "-")
                .containsEntry("rules", "-");
    }

    @Test
    void summaryTellsTheStoryInLines() {
        assertThat(RECEIPT.summary()).isEqualTo("""
                        exchange    x-1 under policy default
                        call        chat.completions, model gpt-4.1-mini, streamed, not_stored
                        screened    5 segments of the request, 1 of the reply
                        found       EMAIL_ADDRESS:flag=1, EMAIL_ADDRESS:pseudonymize=2, PERSON:redact=1 (1 by propagation)
                        restored    1, kept url=2, unresolved 1
                        opaque      flag image/png at /messages/1/content/0
                        skipped     too_long at /messages/2
                        verdict     tone:flag at /messages/0/content
                        verdict     links:block(host_not_allowed) at /messages/0/content
                        decided by  links
                        rule sets   rules/builtin@7""");
        assertThat(RECEIPT).hasToString(RECEIPT.summary());
    }

    @Test
    void theLegalBasisAndWhatWasWithheldAreTold() {
        Receipt receipt = receipt(
                "m", new Event.Consented(LegalBasis.CONTRACT), new Event.Withheld(EntityType.PERSON, "/choices/0"));
        assertThat(receipt.fields()).containsEntry("basis", "6.1.b").containsEntry("withheld", "1");
        assertThat(receipt.line()).contains(" withheld=1 basis=6.1.b ");
        assertThat(receipt.summary())
                .contains("basis       contract, Art. 6(1)(b) GDPR", "withheld    1 from this caller");
    }

    @Test
    void attemptsAreListedInOrder() {
        Receipt receipt = receipt(
                "m",
                new Event.Attempted(1, Event.Sending.REPLIED, 503),
                new Event.Attempted(2, Event.Sending.TIMED_OUT, 0),
                new Event.Attempted(3, Event.Sending.REPLIED, 200));
        assertThat(receipt.fields()).containsEntry("attempts", "503,timed_out,200");
        assertThat(receipt.summary()).contains("attempts    503, timed_out, 200");
    }

    @Test
    void aLongListIsCutShort() {
        Event[] skipped = new Event[25];
        java.util.Arrays.fill(skipped, new Event.Skipped(AT, "why"));
        assertThat(receipt("m", skipped).summary()).contains("skipped     and 15 more");
    }

    @Test
    void aModelOfAnUnusualNameIsHiddenAndToolsNeverAppear() {
        assertThat(receipt("ft:gpt:acme corp").fields()).containsEntry("model", "?");
        assertThat(receipt("m".repeat(65)).fields()).containsEntry("model", "?");
        assertThat(receipt("m").summary() + receipt("m").fields()).doesNotContain("customer_tool");
    }

    @Property(tries = 200)
    void noNameCanForgeAFieldOrALine(@ForAll String name) {
        String hostile = name + "\r\nfound=- \u2028\u0085\u202E|\t;";
        Receipt receipt = new Receipt(
                hostile,
                "p",
                new Facts(
                        hostile,
                        hostile,
                        List.of(hostile),
                        Facts.Transfer.WHOLE,
                        Facts.Storage.STORED,
                        1,
                        Facts.Format.TEXT),
                List.of(
                        new Event.Judged(hostile, Action.BLOCK, hostile, hostile),
                        new Event.Opaque(hostile, hostile, Action.FLAG),
                        new Event.Skipped(hostile, hostile),
                        new Event.RuleSet(hostile, hostile),
                        new Event.Found(EntityType.URL, Action.BLOCK, hostile, hostile, Recognition.DETECTED)));
        assertThat(receipt.fields().values()).allMatch(value -> value.matches("[A-Za-z0-9._:/=,()$@+~#\\[\\]?-]+"));
        assertThat(receipt.fields()).containsEntry("found", "URL:block=1").containsEntry("model", "?");
        assertThat(receipt.summary().split("\n", -1)).hasSize(10).allMatch(line -> line.matches("[\\x20-\\x7E]+"));
    }
}
