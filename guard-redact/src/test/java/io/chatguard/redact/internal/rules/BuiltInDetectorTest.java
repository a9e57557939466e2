package io.chatguard.redact.internal.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.chatguard.EntityType;
import io.chatguard.Role;
import io.chatguard.spi.Finding;
import io.chatguard.spi.Segment;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BuiltInDetectorTest {
    private static Segment segment(String pointer, String text) {
        return Segment.of(pointer, Role.USER, Segment.Kind.PROSE, text);
    }

    private static List<Finding> find(Segment... segments) {
        List<Finding> found = new ArrayList<>();
        BuiltInDetector.create().detect(List.of(segments), found::add);
        return found;
    }

    @Test
    void reportsTypeSegmentSpanAndRule() {
        Segment first = segment("/messages/0/content", "nothing here");
        Segment second = segment("/messages/1/content", "mail bob@example.com now");
        assertThat(find(first, second)).singleElement().satisfies(f -> {
            assertThat(f.type()).isEqualTo(EntityType.EMAIL_ADDRESS);
            assertThat(f.segment()).isSameAs(second);
            assertThat(f.start()).isEqualTo(5);
            assertThat(f.end()).isEqualTo(20);
            assertThat(f.rule()).isEqualTo("email/rfc5321");
            assertThat(f.evidence()).isEqualTo(Finding.Evidence.STRUCTURE);
        });
    }

    @Test
    void usesTheEndOfTheSegmentBeforeAsContext() {
        List<Finding> found = find(
                segment("/messages/0/content", "What is your phone number?"),
                segment("/messages/1/content", "532 123 45 67"));
        assertThat(found).extracting(Finding::type).containsExactly(EntityType.PHONE_NUMBER);
        assertThat(found.get(0).score()).isGreaterThanOrEqualTo(0.4);
    }

    @Test
    void reportsASpanOnceForEachType() {
        String many = "4111 1111 1111 1111 ".repeat(40);
        List<Finding> found = find(segment("/x", many));
        assertThat(found.stream().map(f -> f.type() + ":" + f.start() + ":" + f.end()))
                .doesNotHaveDuplicates();
        assertThat(found).hasSizeGreaterThanOrEqualTo(40);
    }

    @Test
    void refusesARegionThatDoesNotExist() {
        assertThatThrownBy(() -> BuiltInDetector.forRegion("XQ"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ISO 3166-1");
    }

    @Test
    void checksumsAreStrongerEvidenceThanWords() {
        Segment segment = segment("/x", "to DE89 3704 0044 0532 0130 00, or call 532 123 45 67");
        assertThat(find(segment))
                .extracting(Finding::rule, Finding::evidence)
                .containsExactly(
                        tuple("iban/mod97", Finding.Evidence.CHECKSUM),
                        tuple("phone/possible", Finding.Evidence.CONTEXT));
    }
}
