package io.chatguard.internal.policy;

import io.chatguard.GuardException;
import io.chatguard.GuardException.Reason;
import io.chatguard.Policy;
import io.chatguard.spi.PolicySection;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A policy file and the sections that modules contribute to it. */
public final class PolicyDocument {

    private static final int LONGEST_SOURCE = 200;
    private static final Path WORKING_DIRECTORY = Path.of("");

    private PolicyDocument() {}

    public static Policy load(Path file) {
        String name = String.valueOf(file.getFileName());
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(PolicyReader.LONGEST + 1);
            if (bytes.length > PolicyReader.LONGEST) {
                throw unreadable(name, "a policy file has at most 1 MiB");
            }
            return parse(
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(bytes))
                            .toString(),
                    name,
                    Optional.ofNullable(file.getParent()).orElse(WORKING_DIRECTORY));
        } catch (CharacterCodingException notUtf8) {
            throw unreadable(name, "a policy file is UTF-8 text, this one is not");
        } catch (NoSuchFileException absent) {
            throw unreadable(name, "there is no such policy file");
        } catch (IOException broken) {
            throw unreadable(
                    name, "the policy file cannot be read: " + broken.getClass().getSimpleName());
        }
    }

    private static GuardException unreadable(String name, String why) {
        return GuardException.of(Reason.CONFIGURATION, shown(name) + ": " + why).build();
    }

    public static Policy parse(String text, String source) {
        return parse(text, source, WORKING_DIRECTORY);
    }

    private static Policy parse(String text, String source, Path base) {
        FileNode root = PolicyReader.read(text, shown(source), base);
        CoreKeys.checkVersion(root);
        List<PolicySection<?>> sections = PolicySections.onClassPath();
        PolicySections.allowOnly(root, sections);
        Policy.Builder policy = Policy.builder(CoreKeys.preset(root));
        CoreKeys.apply(root, policy, sections);
        for (PolicySection<?> section : sections) {
            root.member(section.key()).ifPresent(node -> apply(section, (FileNode) node, policy));
        }
        return policy.build();
    }

    private static <T> void apply(PolicySection<T> section, FileNode node, Policy.Builder policy) {
        T value;
        try {
            value = section.parse(node);
        } catch (GuardException told) {
            throw told;
        } catch (RuntimeException failure) {
            throw node.error("the section cannot be read: " + failure.getClass().getSimpleName(), failure);
        }
        policy.section(section.type(), value);
    }

    public static String schema() {
        return PolicySchema.merged(PolicySections.onClassPath());
    }

    /** The given sections, completed by the defaults of every section on the class path. */
    public static Map<Class<?>, Object> withDefaults(Map<Class<?>, Object> given) {
        Map<Class<?>, Object> all = new LinkedHashMap<>();
        for (PolicySection<?> section : PolicySections.onClassPath()) {
            all.put(section.type(), section.defaults());
        }
        all.putAll(given);
        return Map.copyOf(all);
    }

    /** A file's name without what could forge a line in a log. */
    private static String shown(String source) {
        StringBuilder out = new StringBuilder();
        source.codePoints()
                .limit(LONGEST_SOURCE)
                .forEach(c -> out.appendCodePoint(
                        Character.isLetterOrDigit(c) || " ._-/\\:()[]<>+@~".indexOf(c) >= 0 ? c : '?'));
        return out.isEmpty() ? "policy" : out.toString();
    }
}
