package io.chatguard.examples.cli;

import io.chatguard.Action;
import io.chatguard.Direction;
import io.chatguard.EntityType;
import io.chatguard.Policy;
import io.chatguard.Preset;
import io.chatguard.Role;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which policy holds for a command: one of a file, or a preset. */
final class PolicyChoice {

    @Option(
            names = "--policy",
            paramLabel = "FILE",
            description = "The policy; YAML or JSON. Default: the preset 'default'.")
    private @Nullable Path file;

    @Option(
            names = "--preset",
            paramLabel = "NAME",
            description = "A preset in place of a policy file: default, strict, secrets-only, pci, gdpr or hipaa.")
    private @Nullable String preset;

    /** What was chosen. */
    Policy policy() {
        if (file != null && preset != null) {
            throw CliFailure.usage("give --policy or --preset, not both; a policy file names its preset itself");
        }
        return preset != null ? Policy.of(named(preset)) : file != null ? Policy.load(file) : Policy.defaults();
    }

    /** Whether one was named. */
    boolean isGiven() {
        return file != null || preset != null;
    }

    /** What a preset lets pass is not reported; without one, everything is. */
    Predicate<EntityType> reported() {
        return preset == null ? type -> true : actedOn(policy());
    }

    /** The types about which a policy does something where users write. */
    static Predicate<EntityType> actedOn(Policy policy) {
        return type -> policy.actionFor(type, Role.USER, Direction.REQUEST) != Action.ALLOW;
    }

    /** The preset of that name. */
    static Preset named(String name) {
        return Preset.of(name)
                .orElseThrow(() -> CliFailure.usage("there is no preset of that name; allowed: "
                        + Arrays.stream(Preset.values()).map(Preset::written).collect(Collectors.joining(", "))));
    }
}
