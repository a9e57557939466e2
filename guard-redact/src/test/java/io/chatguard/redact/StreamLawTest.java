package io.chatguard.redact;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatguard.EntityType;
import io.chatguard.Policy;
import io.chatguard.Role;
import io.chatguard.Scope;
import io.chatguard.spi.Event;
import io.chatguard.spi.Interceptor;
import io.chatguard.spi.Segment;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.junit.jupiter.api.Test;

/** What a stream restores does not depend on where it was cut. */
class StreamLawTest {

    private static final Scope SCOPE = Scope.of("t", "c");

    @Provide
    Arbitrary<String> hard() {
        return Texts.hard();
    }

    private static Redaction redaction(Policy policy) {
        return Redaction.builder(policy)
                .withoutBuiltInDetectors()
                .detectors(TestDetectors.word(EntityType.PERSON, "alice"), TestDetectors.mail())
                .build();
    }

    /** A reply whose model plays with the surrogates it was sent. */
    private static String reply(Redaction redaction, String text) {
        String person = redaction.pseudonymise(SCOPE, "alice");
        String mail = redaction.pseudonymise(SCOPE, "bob@example.com");
        redaction.pseudonymise(SCOPE, text);
        return text.replace("alice", person)
                .replace("bob@example.com", mail)
                .replace("x@y.z", person.toLowerCase(java.util.Locale.ROOT))
                .replace("Bob@Example.com", mail.replace("_", "\\_"));
    }

    @Property(tries = 1500)
    void every_split_gives_what_the_whole_gives(@ForAll("hard") String text, @ForAll boolean open, @ForAll long seed) {
        Policy policy = open
                ? Policy.builder()
                        .section(ReidentifySettings.class, ReidentifySettings.everywhere())
                        .build()
                : Policy.defaults();
        try (Redaction redaction = redaction(policy)) {
            String reply = reply(redaction, text);
            FakeExchange whole = FakeExchange.pinned(policy, SCOPE);
            Interceptor.Call call = redaction.open(whole);
            FakeContent in =
                    FakeContent.of(Segment.of(Streams.prose().place(), Role.ASSISTANT, Segment.Kind.PROSE, reply));
            String expected = ((FakeContent) call.onReply(in)).text(0);
            FakeExchange streamed = FakeExchange.pinned(policy, SCOPE);
            Interceptor.Call streaming = redaction.open(streamed);
            assertThat(Streams.run(streaming.onStream(Streams.prose()), pieces(reply, new Random(seed))))
                    .isEqualTo(expected);
            List<Event> events = new ArrayList<>(whole.events());
            events.removeIf(e -> e instanceof Event.Screened);
            assertThat(streamed.events()).isEqualTo(events);
            assertThat(Streams.run(streaming.onStream(Streams.prose()), pieces(reply, new Random(1))))
                    .isEqualTo(expected);
            assertThat(streamed.events()).as("told once although it came twice").isEqualTo(events);
        }
    }

    @Provide
    Arbitrary<String> prose() {
        Arbitrary<String> words = Arbitraries.of(
                "alice ",
                "x@y.z ",
                "a word ",
                "two, three. ",
                "(see) ",
                "1 ",
                "- ",
                "www.",
                "http:// ",
                "e.g/ ",
                "mailto:",
                "\u00e9t\u00e9 ");
        Arbitrary<String> marks = Arbitraries.of(
                "[a](",
                ")",
                "](",
                " [a]: ",
                "\n[a]: ",
                "`",
                "``` ",
                "\n```\n",
                "\n> ",
                "<a href=\"",
                "\"> ",
                "<",
                ">",
                "<http:",
                "\n",
                "\n\n",
                "\\",
                "*",
                "_",
                "~~~\n",
                "alice",
                "?",
                "'s ");
        return Arbitraries.frequencyOf(Tuple.of(2, words), Tuple.of(1, marks))
                .list()
                .ofMaxSize(30)
                .map(list -> String.join("", list));
    }

    /** Whole texts take prose in runs; single characters leave no run to take. */
    @Property(tries = 3000)
    void single_characters_give_what_the_whole_gives(@ForAll("prose") String text) {
        try (Redaction redaction = redaction(Policy.defaults())) {
            String reply = reply(redaction, text);
            Interceptor.Call call = redaction.open(FakeExchange.pinned(Policy.defaults(), SCOPE));
            assertThat(Streams.run(
                            call.onStream(Streams.prose()),
                            reply.chars()
                                    .mapToObj(c -> String.valueOf((char) c))
                                    .toList()))
                    .isEqualTo(redaction.reidentify(SCOPE, reply));
        }
    }

    private static List<String> pieces(String text, Random random) {
        List<String> out = new ArrayList<>();
        int at = 0;
        int longest = 1 + random.nextInt(20);
        while (at < text.length()) {
            int end = Math.min(text.length(), at + 1 + random.nextInt(longest));
            out.add(text.substring(at, end));
            at = end;
        }
        return out;
    }

    @Test
    void every_position_of_a_cut_in_two_gives_the_same() {
        try (Redaction redaction = redaction(Policy.defaults())) {
            String reply = reply(
                    redaction,
                    "Hi **alice**, `x@y.z` and x@y.z's [alice](http://e/?q=alice) <bob@example.com> alice. ``` alice\n\n");
            String expected = redaction.reidentify(SCOPE, reply);
            for (int cut = 0; cut <= reply.length(); cut++) {
                Interceptor.Call call = redaction.open(FakeExchange.pinned(Policy.defaults(), SCOPE));
                assertThat(Streams.run(
                                call.onStream(Streams.prose()), List.of(reply.substring(0, cut), reply.substring(cut))))
                        .isEqualTo(expected);
            }
            assertThat(expected).startsWith("Hi **alice**, `person_").contains("alice's [alice](http://e/?q=PERSON_1_");
        }
    }

    @Test
    void text_that_cannot_become_a_surrogate_is_not_held_back() {
        try (Redaction redaction = redaction(Policy.defaults())) {
            redaction.pseudonymise(SCOPE, "alice");
            Interceptor.Call call = redaction.open(FakeExchange.pinned(Policy.defaults(), SCOPE));
            StringBuilder passed = new StringBuilder();
            call.onStream(Streams.prose())
                    .onText("Hello Pete, PERX and PERSO", new io.chatguard.spi.StreamFilter.Output() {
                        @Override
                        public void pass(int chars) {
                            passed.append("Hello Pete, PERX and PERSO", passed.length(), passed.length() + chars);
                        }

                        @Override
                        public void replace(int chars, String with) {
                            throw new AssertionError();
                        }
                    });
            assertThat(passed).hasToString("Hello Pete, PERX and ");
        }
    }
}
