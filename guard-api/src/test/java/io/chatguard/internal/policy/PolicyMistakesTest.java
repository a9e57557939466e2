package io.chatguard.internal.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.chatguard.EntityType;
import io.chatguard.GuardException;
import io.chatguard.GuardException.Reason;
import io.chatguard.Policy;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a wrong file says: where, what, and what is allowed. */
class PolicyMistakesTest {

    private static final String ACTIONS =
            "allow, flag, generalize, mask, substitute, pseudonymize, hash, redact, block";
    private static final String CORE =
            "version, name, preset, tenant, entities, custom_types, opaque, unknown, limits, audit, consent, resilience, sample";

    static Stream<Arguments> mistakes() {
        return Stream.of(
                Arguments.of("", "p.yaml:1:1: expected a map of keys and values that begins with version: 1"),
                Arguments.of("- a", "p.yaml:1:1: expected a map of keys and values that begins with version: 1"),
                Arguments.of("name: a", "p.yaml:1:1: the key 'version' is missing; this release reads version: 1"),
                Arguments.of("version: 2", "p.yaml:1:10: version: this release reads version: 1"),
                Arguments.of("version: '1'", "p.yaml:1:10: version: this release reads version: 1"),
                Arguments.of(
                        "version: 1\nopaqe: block",
                        "p.yaml:2:1: opaqe: unknown key; allowed: " + CORE + "; did you mean 'opaque'?"),
                Arguments.of(
                        "version: 1\nentities:\n  EMAIL_ADDRESS: pseudonimize",
                        "p.yaml:3:18: entities.EMAIL_ADDRESS: unknown entity action 'pseudonimize'; allowed: " + ACTIONS
                                + "; did you mean 'pseudonymize'?"),
                Arguments.of(
                        "version: 1\nentities:\n  EMAIL_ADRESS: block",
                        "p.yaml:3:3: entities.EMAIL_ADRESS: unknown entity type; did you mean 'EMAIL_ADDRESS'?;"
                                + " allowed: *, " + types()
                                + ", and the types of the built-in rules; list a type of your own detector under custom_types"),
                Arguments.of(
                        "version: 1\nentities:\n  EMAIL: block",
                        "p.yaml:3:3: entities.EMAIL: unknown entity type; did you mean 'EMAIL_ADDRESS'?; allowed: *, "
                                + types()
                                + ", and the types of the built-in rules; list a type of your own detector under custom_types"),
                Arguments.of(
                        "version: 1\ncustom_types: [EMPLOYEE_ID]\nentities: {EMPLOYE_ID: block}",
                        "p.yaml:3:12: entities.EMPLOYE_ID: unknown entity type; did you mean 'EMPLOYEE_ID'?;"
                                + " allowed: *, "
                                + types("EMPLOYEE_ID")
                                + ", and the types of the built-in rules; list a type of your own detector under custom_types"),
                Arguments.of(
                        "version: 1\nentities: {URL: [{action: block}, {action: allow}]}",
                        "p.yaml:2:18: entities.URL[0]: never applies: a later line covers it, and later lines win"),
                Arguments.of(
                        "version: 1\nentities: {URL: {actoin: block}}",
                        "p.yaml:2:18: entities.URL.actoin: unknown key; allowed: action, roles, direction;"
                                + " did you mean 'action'?"),
                Arguments.of(
                        "version: 1\nentities: {URL: {roles: [user]}}",
                        "p.yaml:2:17: entities.URL: the key 'action' is missing"),
                Arguments.of(
                        "version: 1\nentities: {URL: {action: block, roles: [user, asistant]}}",
                        "p.yaml:2:47: entities.URL.roles[1]: unknown role 'asistant';"
                                + " allowed: system, developer, user, assistant, tool, none;"
                                + " did you mean 'assistant'?"),
                Arguments.of(
                        "version: 1\nentities: {URL: {action: block, roles: []}}",
                        "p.yaml:2:40: entities.URL.roles: a line for no role never applies;"
                                + " allowed: system, developer, user, assistant, tool, none"),
                Arguments.of(
                        "version: 1\nentities: {URL: {action: block, direction: replies}}",
                        "p.yaml:2:44: entities.URL.direction: unknown direction 'replies';"
                                + " allowed: request, reply, both"),
                Arguments.of(
                        "version: 1\nentities: {URL: []}",
                        "p.yaml:2:17: entities.URL: expected an action, a map with action, roles and direction,"
                                + " or a list of such maps; actions: " + ACTIONS),
                Arguments.of(
                        "version: 1\nentities:\n  URL:\nname: a",
                        "p.yaml:3:7: entities.URL: expected an action, a map with action, roles and direction,"
                                + " or a list of such maps; actions: " + ACTIONS),
                Arguments.of(
                        "version: 1\ncustom_types: [employee]",
                        "p.yaml:2:16: custom_types[0]: an entity type has 1 to 48 characters of A-Z, 0-9 and _,"
                                + " starts with a letter and does not end with _"),
                Arguments.of(
                        "version: 1\nopaque: no",
                        "p.yaml:2:9: opaque: unknown value 'no'; allowed: block, flag, allow"),
                Arguments.of(
                        "version: 1\nopaque: true",
                        "p.yaml:2:9: opaque: expected one word; allowed: block, flag, allow"),
                Arguments.of(
                        "version: 1\nname: 007",
                        "p.yaml:2:7: name: expected a number in plain decimal digits;" + " a text needs quotes"),
                Arguments.of("version: 1\nname: 7", "p.yaml:2:7: name: expected a text; put it in quotes"),
                Arguments.of(
                        "version: 1\nname: a b",
                        "p.yaml:2:7: name: a policy's name has 1 to 64 characters of A-Z, a-z, 0-9, '.', '_' and '-',"
                                + " and starts with a letter or digit"),
                Arguments.of("version: 1\ntenant: ''", "p.yaml:2:9: tenant: a scope's tenant has 1 to 256 characters"),
                Arguments.of(
                        "version: 1\nlimits: {request: 32MB}",
                        "p.yaml:2:19: limits.request: expected a size: a whole number of bytes,"
                                + " or one with KiB, MiB or GiB such as 32MiB"),
                Arguments.of(
                        "version: 1\nlimits: {reply: 2GiB}",
                        "p.yaml:2:17: limits.reply: a size limit lies between 1 byte and 2 GiB"),
                Arguments.of(
                        "version: 1\nlimits: {replay: 1GiB}",
                        "p.yaml:2:10: limits.replay: unknown key; allowed: request, reply; did you mean 'reply'?"),
                Arguments.of(
                        "version: 1\nvault: {}",
                        "p.yaml:2:1: vault: this section belongs to io.chatguard:guard-redact,"
                                + " which is not on the class path"),
                Arguments.of(
                        "version: 1\nguardrails: []",
                        "p.yaml:2:1: guardrails: this section belongs to io.chatguard:guard-moderate,"
                                + " which is not on the class path"),
                Arguments.of(
                        "version: 1\nreidentfy: {}",
                        "p.yaml:2:1: reidentfy: unknown key; allowed: " + CORE + "; did you mean 'reidentify'?"),
                Arguments.of("version: 1\nname: a\nname: b", "p.yaml:3:1: name: this key stands here twice"),
                Arguments.of(
                        "version: 1\nname: &x a",
                        "p.yaml:2:7: name: anchors (&) and aliases (*) are not allowed; write the value out"
                                + " (a text that starts with one of them needs quotes)"),
                Arguments.of(
                        "version: 1\nentities: {*: block}",
                        "p.yaml:2:13: not valid YAML; a text that starts with * or & needs quotes"),
                Arguments.of(
                        "version: 1\nentities:\n  <<: {URL: block}",
                        "p.yaml:3:3: entities: merge keys (<<) are not allowed; write the keys out"),
                Arguments.of("version: 1\nname: !!str a", "p.yaml:2:7: name: tags (!) are not allowed"),
                Arguments.of("version: 1\nentities: !x {}", "p.yaml:2:11: entities: tags (!) are not allowed"),
                Arguments.of(
                        "version: 1\n---\nversion: 1",
                        "p.yaml:3:1: a policy file holds one document, and here a second begins"),
                Arguments.of(
                        "version: 1\nentities:\n\tURL: block",
                        "p.yaml:3:1: not valid YAML; indent with spaces, not tabs"),
                Arguments.of(
                        "version: 1\nname: a: b",
                        "p.yaml:2:8: not valid YAML; check the indentation, and put a text with ': ' in it in quotes"),
                Arguments.of("version: 1\nname: 'a\u0001'", "p.yaml:2:9: a character that a text file cannot hold"),
                Arguments.of("version: 1\nname: a\uD800", "p.yaml:2:8: a character that a text file cannot hold"),
                Arguments.of("version: 1\nname:", "p.yaml:2:6: name: expected a text, found nothing"),
                Arguments.of("version: 1\nname: ~", "p.yaml:2:7: name: expected a text, found nothing"),
                Arguments.of(
                        "version: 1\nsample:", "p.yaml:2:8: sample: expected a map of keys and values, found nothing"),
                Arguments.of(
                        "version: 1\nsample: {on: yes}",
                        "p.yaml:2:14: sample.on: expected true or false, without quotes, not another word 'yes'"),
                Arguments.of(
                        "version: 1\nsample: {on: TRUE}",
                        "p.yaml:2:14: sample.on: expected true or false in small letters"),
                Arguments.of(
                        "version: 1\nsample: {count: 11}",
                        "p.yaml:2:17: sample.count: expected a whole number from 1 to 10"),
                Arguments.of(
                        "version: 1\nsample: {count: 1.5}",
                        "p.yaml:2:17: sample.count: expected a whole number from 1 to 10"),
                Arguments.of(
                        "version: 1\nsample: {share: 1.5}",
                        "p.yaml:2:17: sample.share: expected a number from 0.0 to 1.0"),
                Arguments.of(
                        "version: 1\nsample: {share: .nan}",
                        "p.yaml:2:17: sample.share: expected a number in plain decimal digits; a text needs quotes"),
                Arguments.of(
                        "version: 1\nsample: {ttl: 30}",
                        "p.yaml:2:15: sample.ttl: expected a duration: a whole number with ms, s, m, h or d such as"
                                + " 30s, or ISO 8601 such as PT1H"),
                Arguments.of(
                        "version: 1\nsample: {level: very-hihg}",
                        "p.yaml:2:17: sample.level: unknown value 'very-hihg'; allowed: low, very_high;"
                                + " did you mean 'very_high'?"),
                Arguments.of("version: 1\nsample: {hosts: a}", "p.yaml:2:17: sample.hosts: expected a list"),
                Arguments.of(
                        "version: 1\nsample: {hosts: [true]}",
                        "p.yaml:2:18: sample.hosts[0]: expected a text; put it in quotes"));
    }

    /** The built-in types and the others in order of their names, so that a type that is added needs no change here. */
    private static String types(String... others) {
        TreeSet<String> names = new TreeSet<>(List.of(others));
        for (Field field : EntityType.class.getFields()) {
            try {
                if (field.get(null) instanceof EntityType type) {
                    names.add(type.name());
                }
            } catch (IllegalAccessException e) {
                throw new AssertionError(e);
            }
        }
        return String.join(", ", names);
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void eachMistakeNamesItsPlaceAndWhatIsAllowed(String text, String message) {
        assertThat(refusal(text, "p.yaml")).isEqualTo(message);
    }

    @ParameterizedTest
    @MethodSource("referenceForms")
    void everyFormOfReferenceAndTagIsRefused(String text) {
        assertThat(refusal(text, "p.yaml")).containsAnyOf("anchors (&)", "tags (!)");
    }

    static Stream<String> referenceForms() {
        return Stream.of(
                "&a version: 1",
                "version: &a 1",
                "version: 1\nentities: &a {}",
                "version: 1\ncustom_types: &a []",
                "version: 1\ncustom_types: [&a X, *a]",
                "version: 1\nname: *a",
                "version: !!int 1",
                "version: 1\n!!str name: a",
                "version: 1\nname: ! a",
                "version: 1\ncustom_types: !!set []",
                "!!map {version: 1}",
                "--- !x\nversion: 1",
                "version: 1\ntenant: '😀😀'\nname: &x a",
                "version: 1\r\ntenant: '😀'\r\n&x name: a",
                "\uFEFFversion: &x 1");
    }

    @Test
    void anAliasAsAKeyIsRefused() {
        assertThat(refusal("version: 1\n*a : b", "p.yaml")).contains("not valid YAML");
        assertThat(refusal("version: 1\n? *a\n: b", "p.yaml")).contains("not valid YAML");
    }

    @ParameterizedTest
    @MethodSource("jsonMistakes")
    void jsonIsReadStrictly(String text, String message) {
        assertThat(refusal(text, "p.json")).isEqualTo(message);
    }

    static Stream<Arguments> jsonMistakes() {
        return Stream.of(
                Arguments.of("version: 1", "p.json:1:8: not valid JSON"),
                Arguments.of("{'version': 1}", "p.json:1:2: not valid JSON"),
                Arguments.of("{\"version\": 1} x", "p.json:1:17: not valid JSON"),
                Arguments.of(
                        "{\"version\": 1} {}",
                        "p.json:1:16: a policy file holds one document, and here a second begins"),
                Arguments.of("{\"version\": 1, // a\n}", "p.json:1:16: not valid JSON"),
                Arguments.of(
                        "{\"version\": 1,\n \"name\": \"a\",\n \"name\": \"a\"}",
                        "p.json:3:2: name: this key stands here twice"));
    }

    @Test
    void whatLooksLikeASecretIsNotQuoted() {
        String secret = "sk-proj-abcdefghijklmnopqrstuvwxyz0123456789abcdefghijklm";
        for (String text : new String[] {
            "version: 1\nopaque: " + secret,
            "version: 1\n" + secret + ": x",
            "version: 1\nentities: {" + secret + ": block}",
            "version: 1\nentities: {URL: '" + secret + "'}",
            "version: 1\nopaque: 'a person@example.com'",
            "version: 1\nsample: {bug: person@example.com}",
            "version: 1\nname: [person@example.com",
            "version: 1\nname: 'person@example.com\u0001'"
        }) {
            assertThat(refusal(text, "p.yaml")).doesNotContain("abcdef").doesNotContain("person@");
        }
    }

    @Test
    void aSectionThatFailsIsNamedWithoutItsMessage() {
        assertThat(refusal("version: 1\nsample: {bug: text}", "p.yaml"))
                .isEqualTo("p.yaml:2:9: sample: the section cannot be read: IllegalStateException");
    }

    @Test
    void depthAndSizeAreBounded() {
        assertThat(refusal("version: 1\nsample: " + "[".repeat(100_000), "p.yaml"))
                .startsWith("p.yaml:2:40: sample[0][0]")
                .endsWith(": nested deeper than 32");
        assertThat(refusal("{\"a\":".repeat(100_000), "p.json")).endsWith(": nested deeper than 32");
        assertThat(refusal("version: 1\nsample: [" + "1,".repeat(100_000) + "1]", "p.yaml"))
                .endsWith("more than 20000 values");
        assertThat(refusal("#".repeat((1 << 20) + 1), "p.yaml"))
                .isEqualTo("p.yaml:1:1: a policy file has at most 1 MiB");
    }

    @Test
    void aSourceNameCannotForgeALogLine() {
        assertThat(refusal("", "a\r\n\u2028b\u202e.yaml")).startsWith("a???b?.yaml:1:1: ");
    }

    @Test
    void filesThatCannotBeReadSayWhy(@TempDir Path folder) throws Exception {
        Path absent = folder.resolve("absent.yaml");
        Path latin = Files.write(folder.resolve("latin.yaml"), "name: ä".getBytes(StandardCharsets.ISO_8859_1));
        Path large = Files.write(folder.resolve("large.yaml"), new byte[(1 << 20) + 1]);
        assertThat(loadRefusal(absent)).isEqualTo("absent.yaml: there is no such policy file");
        assertThat(loadRefusal(latin)).isEqualTo("latin.yaml: a policy file is UTF-8 text, this one is not");
        assertThat(loadRefusal(large)).isEqualTo("large.yaml: a policy file has at most 1 MiB");
    }

    private static String refusal(String text, String source) {
        return message(catchThrowableOfType(GuardException.class, () -> Policy.parse(text, source)));
    }

    private static String loadRefusal(Path file) {
        return message(catchThrowableOfType(GuardException.class, () -> Policy.load(file)));
    }

    private static String message(GuardException refusal) {
        assertThat(refusal).isNotNull();
        assertThat(refusal.reason()).isEqualTo(Reason.CONFIGURATION);
        return String.valueOf(refusal.getMessage());
    }
}
