package io.chatguard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PresetTest {
    private static final EntityType DATE = EntityType.of("DATE_TIME");

    private static Action of(Policy policy, EntityType type) {
        return policy.actionFor(type, Role.USER, Direction.REQUEST);
    }

    private static Policy read(String lines) {
        return Policy.parse("version: 1\n" + lines, "p.yaml");
    }

    @ParameterizedTest
    @EnumSource
    void everyPresetBlocksCredentialsAndLeavesRepliesAlone(Preset preset) {
        Policy policy = Policy.of(preset);

        assertThat(of(policy, EntityType.CREDENTIAL)).isEqualTo(Action.BLOCK);
        assertThat(policy.actionFor(EntityType.EMAIL_ADDRESS, Role.ASSISTANT, Direction.REPLY))
                .isEqualTo(Action.ALLOW);
        assertThat(policy.name()).isEqualTo(preset.written());
        assertThat(Preset.of(preset.written())).contains(preset);
    }

    @ParameterizedTest
    @EnumSource
    void aFileThatNamesAPresetAndNothingElseIsThatPreset(Preset preset) {
        Policy policy = read("preset: " + preset.written());

        assertThat(policy.rules()).isEqualTo(Policy.of(preset).rules());
        assertThat(policy.unknown()).isEqualTo(Policy.of(preset).unknown());
        assertThat(policy.name()).isEqualTo(preset.written());
    }

    @Test
    void theDefaultPresetPseudonymisesIdentifiersAndCountsWhatManyShare() {
        Policy policy = Policy.defaults();

        assertThat(of(policy, EntityType.EMAIL_ADDRESS)).isEqualTo(Action.PSEUDONYMIZE);
        assertThat(of(policy, EntityType.of("DATE_OF_BIRTH"))).isEqualTo(Action.PSEUDONYMIZE);
        assertThat(of(policy, DATE)).isEqualTo(Action.FLAG);
        assertThat(of(policy, EntityType.URL)).isEqualTo(Action.ALLOW);
    }

    @Test
    void presetsDifferWhereTheirRulesDo() {
        assertThat(of(Policy.of(Preset.HIPAA), DATE)).isEqualTo(Action.GENERALIZE);
        assertThat(of(Policy.of(Preset.GDPR), DATE)).isEqualTo(Action.PSEUDONYMIZE);
        assertThat(of(Policy.of(Preset.PCI), EntityType.CREDIT_CARD)).isEqualTo(Action.MASK);
        assertThat(of(Policy.of(Preset.STRICT), EntityType.URL)).isEqualTo(Action.PSEUDONYMIZE);
        assertThat(of(Policy.of(Preset.SECRETS_ONLY), EntityType.EMAIL_ADDRESS)).isEqualTo(Action.ALLOW);
    }

    @Test
    void aFilesOwnLinesGoBeforeThePreset() {
        Policy policy = read("preset: hipaa\nunknown: careful\nentities: {DATE_TIME: redact, EMAIL_ADDRESS: mask}");

        assertThat(of(policy, DATE)).isEqualTo(Action.REDACT);
        assertThat(of(policy, EntityType.EMAIL_ADDRESS)).isEqualTo(Action.MASK);
        assertThat(of(policy, EntityType.of("AGE"))).isEqualTo(Action.GENERALIZE);
        assertThat(policy.unknown()).isEqualTo(Policy.Unknown.CAREFUL);
    }

    @Test
    void aLineForAllTypesReplacesThePresetButNotWhatItBlocks() {
        Policy policy = read("entities: {'*': hash}");

        assertThat(of(policy, DATE)).isEqualTo(Action.HASH);
        assertThat(of(policy, EntityType.URL)).isEqualTo(Action.HASH);
        assertThat(of(policy, EntityType.CREDENTIAL)).isEqualTo(Action.BLOCK);
    }

    @Test
    void aMistypedPresetIsRefusedWithWhatIsAllowed() {
        assertThatThrownBy(() -> read("preset: hippa"))
                .isInstanceOf(GuardException.class)
                .hasMessageContaining("allowed: default, strict, secrets-only, pci, gdpr, hipaa")
                .hasMessageContaining("did you mean 'hipaa'?");
    }
}
