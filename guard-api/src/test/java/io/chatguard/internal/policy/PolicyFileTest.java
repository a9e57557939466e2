package io.chatguard.internal.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatguard.Action;
import io.chatguard.Direction;
import io.chatguard.EntityType;
import io.chatguard.Policy;
import io.chatguard.Role;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What files say when they are right. */
class PolicyFileTest {

    static final String FULL_IN_SMALL_LETTERS = """
            # every key once
            version: 1
            name: support-eu
            tenant: "ACME / EU"
            custom_types: [EMPLOYEE_ID]
            entities:
              EMAIL_ADDRESS: pseudonymize
              CREDENTIAL: {action: block, direction: both}
              EMPLOYEE_ID: hash
              PERSON:
                - action: redact
                - action: allow
                  roles: [system, developer]
                - {action: mask, direction: reply}
              '*': flag
            opaque: flag
            unknown: strict
            limits:
              request: 8MiB
              reply: 1048576
            sample:
              on: true
              count: 7
              share: 0.25
              ttl: 90m
              level: very_high
              hosts: [a.example, "b.example"]
            """;

    static final String FULL =
            FULL_IN_SMALL_LETTERS.replace("EMAIL_ADDRESS: pseudonymize", "EMAIL_ADDRESS: Pseudonymize");

    @Test
    void everyCoreKeyReachesThePolicy() {
        Policy policy = Policy.parse(FULL, "full.yaml");
        assertThat(policy.name()).isEqualTo("support-eu");
        assertThat(policy.tenant()).isEqualTo("ACME / EU");
        assertThat(policy.opaque()).isEqualTo(Policy.Opaque.FLAG);
        assertThat(policy.unknown()).isEqualTo(Policy.Unknown.STRICT);
        assertThat(policy.maxRequestBytes()).isEqualTo(8L << 20);
        assertThat(policy.maxReplyBytes()).isEqualTo(1L << 20);
    }

    @Test
    void entitiesDecideByTypeRoleAndDirection() {
        Policy policy = Policy.parse(FULL, "full.yaml");
        assertThat(action(policy, "EMAIL_ADDRESS", Role.USER, Direction.REQUEST))
                .isEqualTo(Action.PSEUDONYMIZE);
        assertThat(action(policy, "EMAIL_ADDRESS", Role.ASSISTANT, Direction.REPLY))
                .isEqualTo(Action.ALLOW);
        assertThat(action(policy, "CREDENTIAL", Role.TOOL, Direction.REQUEST)).isEqualTo(Action.BLOCK);
        assertThat(action(policy, "CREDENTIAL", Role.ASSISTANT, Direction.REPLY))
                .isEqualTo(Action.BLOCK);
        assertThat(action(policy, "EMPLOYEE_ID", Role.NONE, Direction.REQUEST)).isEqualTo(Action.HASH);
        assertThat(action(policy, "PERSON", Role.USER, Direction.REQUEST)).isEqualTo(Action.REDACT);
        assertThat(action(policy, "PERSON", Role.DEVELOPER, Direction.REQUEST)).isEqualTo(Action.ALLOW);
        assertThat(action(policy, "PERSON", Role.ASSISTANT, Direction.REPLY)).isEqualTo(Action.MASK);
        assertThat(action(policy, "US_SSN", Role.USER, Direction.REQUEST)).isEqualTo(Action.FLAG);
    }

    @Test
    void theStarNeverOverridesATypeThoughItStandsLast() {
        Policy policy = Policy.parse("version: 1\nentities: {PERSON: redact, '*': allow}", "p.yaml");
        assertThat(action(policy, "PERSON", Role.USER, Direction.REQUEST)).isEqualTo(Action.REDACT);
        assertThat(action(policy, "CREDENTIAL", Role.USER, Direction.REQUEST)).isEqualTo(Action.BLOCK);
    }

    @Test
    void aSectionIsParsedByItsModule() {
        assertThat(Policy.parse(FULL, "full.yaml").section(SampleSection.Settings.class))
                .isEqualTo(new SampleSection.Settings(
                        true,
                        7,
                        0.25,
                        Duration.ofMinutes(90),
                        SampleSection.Level.VERY_HIGH,
                        List.of("a.example", "b.example")));
    }

    @Test
    void anAbsentSectionHasItsDefaults() {
        assertThat(Policy.parse("version: 1", "p.yaml").section(SampleSection.Settings.class))
                .isEqualTo(new SampleSection().defaults());
    }

    @Test
    void aFileWithOnlyAVersionIsTheDefaultPolicy() {
        Policy policy = Policy.parse("version: 1", "p.yaml");
        assertThat(policy.rules()).isEqualTo(Policy.defaults().rules());
        assertThat(policy.opaque()).isEqualTo(Policy.Opaque.BLOCK);
    }

    @Test
    void jsonSaysTheSame() {
        String json = """
                {"version": 1, "name": "j", "entities": {"*": "redact", "URL": [{"action": "allow", "roles": ["tool"]}]}}
                """;
        String yaml = "version: 1\nname: j\nentities:\n  '*': redact\n  URL: [{action: allow, roles: [tool]}]\n";
        Policy strict = Policy.parse(json, "p.json");
        assertThat(strict.rules()).isEqualTo(Policy.parse(yaml, "p.yaml").rules());
        assertThat(strict.rules()).isEqualTo(Policy.parse(json, "p.yaml").rules());
    }

    @Test
    void aFileIsReadWithOrWithoutAByteOrderMark(@TempDir Path folder) throws Exception {
        Path yaml = Files.writeString(folder.resolve("a.yaml"), "\uFEFFversion: 1\nname: marked\n");
        Path json = Files.writeString(folder.resolve("a.JSON"), "\uFEFF{\"version\": 1, \"name\": \"marked\"}");
        assertThat(Policy.load(yaml).name()).isEqualTo("marked");
        assertThat(Policy.load(json).name()).isEqualTo("marked");
    }

    @Test
    void wordsThatOtherReadersTakeForSwitchesAreTexts() {
        assertThat(Policy.parse("version: 1\nname: no\ntenant: on\n", "p.yaml").name())
                .isEqualTo("no");
    }

    private static Action action(Policy policy, String type, Role role, Direction direction) {
        return policy.actionFor(EntityType.of(type), role, direction);
    }
}
