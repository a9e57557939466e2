package io.chatguard.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import io.chatguard.Policy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The schema file of the repository is the schema of the parser, and fits what the documentation shows. */
class PolicySchemaFileTest {

    private static final Path FILE = Path.of("src/main/resources/io/chatguard/examples/policy.schema.json");
    private static final Path RECIPE = Path.of("src/main/resources/io/chatguard/examples/recipes/support.yaml");
    private static final Path OWN_RULES = RECIPE.resolveSibling("own-rules.yaml");
    private static final YAMLMapper YAML = new YAMLMapper();

    @Test
    void theFileIsWhatTheParserSaysOfItself() throws IOException {
        assertThat(YAML.readTree(Files.readString(FILE)))
                .as("the committed schema; CONTRIBUTING.md says how to accept a change")
                .isEqualTo(shipped(Policy.schema()));
    }

    @Test
    void theCommandLinePrintsTheFile() throws IOException {
        assertThat(shipped(Run.of("policy", "schema").text())).isEqualTo(YAML.readTree(Files.readString(FILE)));
    }

    /** Where Maven runs tests without packaging, the sample section of guard-api's own tests is on the class path. */
    private static JsonNode shipped(String schema) throws IOException {
        JsonNode tree = YAML.readTree(schema);
        ((ObjectNode) tree.path("properties")).remove("sample");
        return tree;
    }

    @ParameterizedTest
    @MethodSource("documented")
    void documentedPoliciesFitIt(String policy) throws IOException {
        assertThat(schema().validate(YAML.readTree(policy))).isEmpty();
    }

    static Stream<String> documented() throws IOException {
        return Stream.concat(
                ReadmeTest.blocks("yaml").stream(), Stream.of(Files.readString(RECIPE), Files.readString(OWN_RULES)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "version: 1\nreidentify: {tool: '*'}",
                "version: 1\nreidentify: {sinks: {code: maybe}}",
                "version: 1\nscope: {ttl: soon}",
                "version: 1\ndetect: {region: Germany}",
                "version: 1\ndetect: {rules: [{id: a/b, type: X}]}",
                "version: 1\ndetect: {rules: [{file: a, id: a/b}]}",
                "version: 1\ndetect: {terms: [{type: X}]}",
                "version: 1\nvault: {on_disk: true}"
            })
    void mistakesInTheSectionsOfTheModulesDoNot(String policy) throws IOException {
        assertThat(schema().validate(YAML.readTree(policy))).isNotEmpty();
    }

    private static JsonSchema schema() throws IOException {
        JsonNode schema = YAML.readTree(Files.readString(FILE));
        return JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(schema);
    }
}
