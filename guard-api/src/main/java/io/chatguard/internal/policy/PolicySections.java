package io.chatguard.internal.policy;

import io.chatguard.GuardException;
import io.chatguard.GuardException.Reason;
import io.chatguard.spi.PolicySection;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeMap;

/** The sections of the policy file that the modules on the class path contribute. */
public final class PolicySections {

    /** Keys of our own modules, so that one whose module is absent can be told from a mistyped one. */
    private static final Map<String, String> ARTIFACTS = Map.of(
            "detect", "io.chatguard:guard-redact",
            "reidentify", "io.chatguard:guard-redact",
            "scope", "io.chatguard:guard-redact",
            "vault", "io.chatguard:guard-redact",
            "moderate", "io.chatguard:guard-moderate",
            "guardrails", "io.chatguard:guard-moderate");

    private PolicySections() {}

    /**
     * The sections in order of their keys. Those that this library's class loader sees come first, then those of the
     * thread's, since in a container either may see too little.
     *
     * @throws GuardException of reason {@code CONFIGURATION} if one cannot be loaded or two claim one key
     */
    public static List<PolicySection<?>> onClassPath() {
        Map<String, PolicySection<?>> byKey = new TreeMap<>();
        add(byKey, PolicySection.class.getClassLoader());
        ClassLoader ofThread = Thread.currentThread().getContextClassLoader();
        if (ofThread != null && ofThread != PolicySection.class.getClassLoader()) {
            add(byKey, ofThread);
        }
        return List.copyOf(byKey.values());
    }

    private static void add(Map<String, PolicySection<?>> byKey, ClassLoader loader) {
        try {
            for (PolicySection<?> section : ServiceLoader.load(PolicySection.class, loader)) {
                PolicySection<?> other = byKey.putIfAbsent(section.key(), section);
                if (CoreKeys.NAMES.contains(section.key())
                        || (other != null && other.getClass() != section.getClass())) {
                    throw GuardException.of(
                                    Reason.CONFIGURATION, "the policy section '" + section.key() + "' is claimed twice")
                            .remedy("take one of the modules that bring it off the class path")
                            .build();
                }
            }
        } catch (ServiceConfigurationError broken) {
            throw GuardException.of(Reason.CONFIGURATION, "a policy section on the class path cannot be loaded")
                    .origin(broken)
                    .build();
        }
    }

    /** Refuses top-level keys that neither the core nor a section knows. */
    static void allowOnly(FileNode root, Collection<PolicySection<?>> sections) {
        List<String> allowed = new ArrayList<>(CoreKeys.NAMES);
        sections.forEach(section -> allowed.add(section.key()));
        root.members().forEach((key, node) -> {
            String artifact = ARTIFACTS.get(key);
            if (artifact != null && !allowed.contains(key)) {
                throw ((FileNode) node)
                        .keyError("this section belongs to " + artifact + ", which is not on the class path");
            }
        });
        List<String> known = new ArrayList<>(allowed);
        ARTIFACTS.keySet().stream()
                .sorted()
                .filter(key -> !allowed.contains(key))
                .forEach(known::add);
        root.members().forEach((key, node) -> {
            if (!known.contains(key)) {
                throw ((FileNode) node)
                        .keyError("unknown key; allowed: " + String.join(", ", allowed) + Spelling.hint(key, known));
            }
        });
    }
}
