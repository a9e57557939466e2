package io.chatguard.internal.openai;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatguard.Policy;
import io.chatguard.Role;
import io.chatguard.internal.json.JsonIndex;
import io.chatguard.internal.json.JsonLimits;
import io.chatguard.spi.Segment;
import io.chatguard.spi.Segment.Form;
import io.chatguard.spi.Segment.Kind;
import io.chatguard.spi.Segment.Standing;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the walk takes for text, and as what. */
class PositionsTest {

    private static List<Segment> request(String json) {
        JsonIndex index = JsonIndex.of(json.getBytes(StandardCharsets.UTF_8), JsonLimits.DEFAULT);
        return new JsonWalk(JsonWalk.Body.REQUEST, Policy.defaults(), JsonWalk.Answers.PROSE, e -> {})
                .walk(index).stream().map(Slot::segment).toList();
    }

    private static Optional<Segment> at(List<Segment> segments, String pointer) {
        return segments.stream().filter(s -> s.pointer().equals(pointer)).findFirst();
    }

    @Test
    void knowsIdentifiersAndEnumerationsAsStructure() {
        assertThat(request("{\"model\":\"gpt-4o\",\"messages\":[{\"role\":\"user\",\"content\":\"\"}],"
                        + "\"previous_response_id\":\"resp_1\",\"service_tier\":\"auto\"}"))
                .isEmpty();
    }

    @Test
    void screensAStructuralFieldWhoseValueHasNotTheFormOfAnIdentifier() {
        List<Segment> found = request("{\"model\":\"bob@example.com\",\"previous_response_id\":\"4111 1111\"}");
        assertThat(found).extracting(Segment::pointer).containsExactly("/model", "/previous_response_id");
    }

    @Test
    void takesAUsersOwnKeysForTextWhateverTheyAreCalled() {
        List<Segment> found = request("{\"metadata\":{\"id\":\"x1\",\"type\":\"y\",\"bob@x.org\":\"v\"}}");
        assertThat(at(found, "/metadata/id")).get().extracting(Segment::kind).isEqualTo(Kind.METADATA);
        assertThat(at(found, "/metadata/type")).isPresent();
        Segment key = at(found, "/metadata/bob@x.org/~key").orElseThrow();
        assertThat(key.form()).isEqualTo(Form.KEY);
        assertThat(key.text()).isEqualTo("bob@x.org");
        assertThat(key.place()).isEqualTo("/metadata/*/~key");
    }

    @Test
    void looksIntoJsonInStringsToTheirKeysAndLongNumbers() {
        List<Segment> found = request(
                "{\"messages\":[{\"role\":\"assistant\",\"tool_calls\":[{\"id\":\"c\",\"type\":\"function\","
                        + "\"function\":{\"name\":\"pay\",\"arguments\":\"{\\\"card\\\":4111111111111111,\\\"n\\\":12,\\\"to\\\":\\\"a\\\\u0040b.c\\\"}\"}}]}]}");
        String in = "/messages/0/tool_calls/0/function/arguments/~json";
        Segment card = at(found, in + "/card").orElseThrow();
        assertThat(card.form()).isEqualTo(Form.NUMBER);
        assertThat(card.kind()).isEqualTo(Kind.TOOL_ARGUMENT);
        assertThat(card.tool()).isEqualTo("pay");
        assertThat(card.role()).isEqualTo(Role.ASSISTANT);
        assertThat(at(found, in + "/to").orElseThrow().text()).isEqualTo("a@b.c");
        assertThat(at(found, in + "/n")).isEmpty();
        assertThat(at(found, in + "/to/~key")).isPresent();
    }

    @Test
    void screensFieldsThatDoNotExistTodayAsUnknown() {
        List<Segment> found = request("{\"hologram\":{\"caption\":\"hello\",\"id\":\"abc\"},\"shade\":\"deep\"}");
        assertThat(found).extracting(Segment::standing).containsOnly(Standing.UNKNOWN);
        assertThat(found)
                .extracting(Segment::pointer)
                .contains("/hologram/caption", "/hologram/id", "/shade", "/hologram/~key");
        assertThat(found).extracting(Segment::place).allMatch(p -> !p.contains("hologram") && !p.contains("shade"));
    }

    @Test
    void knowsTheNamesOfNumbersButNotAStringInTheirPlace() {
        assertThat(request("{\"temperature\":0.3,\"n\":2,\"stream\":true,\"max_tokens\":9}"))
                .isEmpty();
        assertThat(request("{\"temperature\":\"hot\"}"))
                .extracting(Segment::pointer)
                .containsExactly("/temperature");
    }

    @Test
    void marksNamesForTheEndUser() {
        List<Segment> found = request("{\"user\":\"u-17\",\"safety_identifier\":\"s\",\"prompt_cache_key\":\"k\"}");
        assertThat(found).extracting(Segment::kind).containsOnly(Kind.END_USER).hasSize(3);
    }

    @Test
    void neverTouchesCredentials() {
        List<Segment> found =
                request("{\"tools\":[{\"type\":\"mcp\",\"server_label\":\"x\",\"authorization\":\"Bearer 1\","
                        + "\"headers\":{\"X-Key\":\"2\"},\"container\":{\"network_policy\":{"
                        + "\"domain_secrets\":[{\"name\":\"n\",\"domain\":\"d\",\"value\":\"3\"}]}}}]}");
        assertThat(found)
                .extracting(Segment::pointer)
                .containsExactly(
                        "/tools/0/container/network_policy/domain_secrets/0/name",
                        "/tools/0/container/network_policy/domain_secrets/0/domain");
    }

    @Test
    void givesTheRolesOfResponsesItemsByTheirType() {
        List<Segment> found =
                request("{\"input\":[{\"role\":\"user\",\"content\":[{\"type\":\"input_text\",\"text\":\"a\"}]},"
                        + "{\"type\":\"function_call_output\",\"call_id\":\"c\",\"output\":\"b\"},"
                        + "{\"type\":\"function_call\",\"call_id\":\"c\",\"name\":\"f\",\"arguments\":\"{\\\"q\\\":\\\"c\\\"}\"}],"
                        + "\"instructions\":\"d\"}");
        assertThat(at(found, "/input/0/content/0/text").orElseThrow().role()).isEqualTo(Role.USER);
        assertThat(at(found, "/input/1/output").orElseThrow().role()).isEqualTo(Role.TOOL);
        assertThat(at(found, "/input/1/output").orElseThrow().kind()).isEqualTo(Kind.TOOL_OUTPUT);
        Segment argument = at(found, "/input/2/arguments/~json/q").orElseThrow();
        assertThat(argument.role()).isEqualTo(Role.ASSISTANT);
        assertThat(argument.tool()).isEqualTo("f");
        assertThat(at(found, "/instructions").orElseThrow().standing()).isEqualTo(Standing.KNOWN);
    }
}
