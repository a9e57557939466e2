package io.chatguard.redact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chatguard.Action;
import io.chatguard.EntityType;
import io.chatguard.GuardException;
import io.chatguard.Policy;
import io.chatguard.Role;
import io.chatguard.Scope;
import io.chatguard.spi.Segment;
import org.junit.jupiter.api.Test;

/** What becomes of links in requests. */
class LinksTest {
    private static final String LINK = "Sum up https://news.example.com/a?id=7 for me";

    private static String sent(Policy policy, Segment.Kind kind, String text) {
        try (Redaction redaction = Redaction.of(policy)) {
            FakeContent sent = (FakeContent) redaction
                    .open(FakeExchange.pinned(policy, Scope.of("t", "c")))
                    .onRequest(FakeContent.of(Segment.of("/a", Role.USER, kind, text)));
            return sent.text(0);
        }
    }

    @Test
    void byDefaultALinkIsLeftAsItIs() {
        assertThat(sent(Policy.defaults(), Segment.Kind.PROSE, LINK)).isEqualTo(LINK);
    }

    @Test
    void byDefaultAPasswordInALinkStopsTheCall() {
        assertThatThrownBy(() -> sent(Policy.defaults(), Segment.Kind.PROSE, "db://app:s3cretpw@db.example.com/x"))
                .isInstanceOf(GuardException.class)
                .hasMessageContaining("CREDENTIAL");
    }

    @Test
    void personalDataInALinkIsReplacedAsAnywhere() {
        String text = "open https://example.com/u?mail=bob@example.org now";
        assertThat(sent(Policy.defaults(), Segment.Kind.PROSE, text))
                .startsWith("open https://example.com/u?mail=EMAIL_ADDRESS_1_")
                .endsWith(" now");
    }

    @Test
    void aPolicyThatNamesLinksActsOnThem() {
        Policy policy = Policy.builder().action(EntityType.URL, Action.REDACT).build();
        assertThat(sent(policy, Segment.Kind.PROSE, LINK)).isEqualTo("Sum up [URL] for me");
    }

    @Test
    void aPolicyForAllTypesActsOnLinksToo() {
        Policy policy = Policy.builder().otherwise(Action.REDACT).build();
        assertThat(sent(policy, Segment.Kind.PROSE, LINK)).isEqualTo("Sum up [URL] for me");
    }

    @Test
    void whereTheApiWantsALinkAPlainOneIsNoFinding() {
        Policy policy = Policy.builder().otherwise(Action.REDACT).build();
        assertThat(sent(policy, Segment.Kind.URL, "https://example.com/cat.png"))
                .isEqualTo("https://example.com/cat.png");
        assertThat(sent(policy, Segment.Kind.URL, "https://example.com/?u=bob@example.org"))
                .isEqualTo("https://example.com/?u=[EMAIL_ADDRESS]");
    }
}
