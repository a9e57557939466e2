package io.chatguard.internal.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import io.chatguard.GuardException;
import io.chatguard.Policy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The published schema and the parser agree. */
class PolicySchemaTest {

    private static final YAMLMapper YAML = new YAMLMapper();

    @Test
    void schemaIsTheSameTextEachTimeAndNamesItsDialect() throws Exception {
        assertThat(Policy.schema()).isEqualTo(Policy.schema()).endsWith("}\n").doesNotContain("\r");
        assertThat(json().path("$schema").asText()).isEqualTo("https://json-schema.org/draft/2020-12/schema");
    }

    @Test
    void schemaKnowsTheKeysThatTheParserKnows() throws Exception {
        List<String> keys = new ArrayList<>(CoreKeys.NAMES);
        keys.addAll(List.of("audit", "consent", "resilience", "sample"));
        assertThat(json().path("properties").fieldNames()).toIterable().containsExactlyElementsOf(keys);
        assertThat(json().at("/properties/sample"))
                .isEqualTo(new ObjectMapper().readTree(new SampleSection().schema()));
    }

    @Test
    void schemaListsTheWordsThatTheParserTakes() throws Exception {
        assertThat(words("/$defs/action")).isEqualTo(EntityLines.ACTIONS);
        assertThat(words("/$defs/line/properties/roles/items")).isEqualTo(FileNode.words(io.chatguard.Role.values()));
        assertThat(words("/properties/opaque")).isEqualTo(FileNode.words(Policy.Opaque.values()));
        assertThat(words("/properties/unknown")).isEqualTo(FileNode.words(Policy.Unknown.values()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "version: 1",
                "version: 1\nentities: {}",
                "version: 1\nentities: {'*': {action: redact, direction: reply, roles: [none]}}",
                "version: 1\ncustom_types: [A, AB_1]\nentities: {A: hash}",
                "version: 1\nlimits: {request: 1, reply: 2097151KiB}",
                PolicyFileTest.FULL_IN_SMALL_LETTERS
            })
    void whatParsesSatisfiesTheSchema(String text) throws Exception {
        assertThat(Policy.parse(text, "p.yaml")).isNotNull();
        assertThat(schema().validate(YAML.readTree(text))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "name: a",
                "version: 2",
                "version: '1'",
                "version: 1\nopaqe: block",
                "version: 1\nopaque: deny",
                "version: 1\nopaque: true",
                "version: 1\nname: a b",
                "version: 1\nname: 7",
                "version: 1\ntenant: ''",
                "version: 1\nentities: {URL: substitut}",
                "version: 1\nentities: {url: block}",
                "version: 1\nentities: {URL_: block}",
                "version: 1\nentities: {URL: []}",
                "version: 1\nentities: {URL: {}}",
                "version: 1\nentities: {URL: {action: block, roles: []}}",
                "version: 1\nentities: {URL: {action: block, roles: [user, user]}}",
                "version: 1\nentities: {URL: {action: block, role: user}}",
                "version: 1\nentities: {URL: {action: block, direction: in}}",
                "version: 1\ncustom_types: [A, A]",
                "version: 1\ncustom_types: A",
                "version: 1\nlimits: {request: 32MB}",
                "version: 1\nlimits: {request: 0}",
                "version: 1\nlimits: {request: 3000000000}",
                "version: 1\nlimits: {requests: 1}",
                "version: 1\nvault: {}",
                "version: 1\nsample: {count: 11}",
                "version: 1\nsample: {level: middle}"
            })
    void whatTheSchemaCallsAMistakeTheParserRefuses(String text) throws Exception {
        assertThatThrownBy(() -> Policy.parse(text, "p.yaml")).isInstanceOf(GuardException.class);
        assertThat(schema().validate(YAML.readTree(text))).isNotEmpty();
    }

    private static JsonNode json() throws Exception {
        return new ObjectMapper().readTree(Policy.schema());
    }

    private static JsonSchema schema() {
        return JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(Policy.schema());
    }

    private static List<String> words(String pointer) throws Exception {
        List<String> words = new ArrayList<>();
        json().at(pointer).path("enum").forEach(word -> words.add(word.asText()));
        return words;
    }
}
