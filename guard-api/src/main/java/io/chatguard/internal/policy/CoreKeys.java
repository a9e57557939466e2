package io.chatguard.internal.policy;

import io.chatguard.Policy;
import io.chatguard.Preset;
import io.chatguard.spi.PolicyNode;
import io.chatguard.spi.PolicyNode.Shape;
import io.chatguard.spi.PolicySection;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.LongConsumer;

/** The keys of the policy file that belong to no module. */
final class CoreKeys {

    static final List<String> NAMES =
            List.of("version", "name", "preset", "tenant", "entities", "custom_types", "opaque", "unknown", "limits");
    private static final List<String> LIMITS = List.of("request", "reply");

    private CoreKeys() {}

    /** Comes before all else: a file of another version may hold other keys. */
    static void checkVersion(FileNode root) {
        if (root.shape() != Shape.MAP) {
            throw root.error("expected a map of keys and values that begins with version: 1");
        }
        PolicyNode version = root.member("version")
                .orElseThrow(() -> root.error("the key 'version' is missing; this release reads version: 1"));
        if (version.shape() != Shape.NUMBER || version.integer(Long.MIN_VALUE, Long.MAX_VALUE) != 1) {
            throw version.error("this release reads version: 1");
        }
    }

    /** The preset that the file names, or the default one. */
    static Preset preset(FileNode root) {
        List<String> names = Arrays.stream(Preset.values()).map(Preset::written).toList();
        return root.member("preset")
                .flatMap(node -> Preset.of(((FileNode) node).word("preset", names)))
                .orElse(Preset.DEFAULT);
    }

    static void apply(FileNode root, Policy.Builder policy, List<PolicySection<?>> sections) {
        root.member("name").ifPresent(node -> legal(node, () -> policy.name(node.text())));
        root.member("tenant").ifPresent(node -> legal(node, () -> policy.tenant(node.text())));
        EntityLines.apply(root, policy, sections);
        root.member("opaque").ifPresent(node -> policy.opaque(node.oneOf(Policy.Opaque.class)));
        root.member("unknown").ifPresent(node -> policy.unknown(node.oneOf(Policy.Unknown.class)));
        root.member("limits").ifPresent(node -> {
            node.allowOnly(LIMITS);
            node.member("request").ifPresent(size -> size(size, policy::maxRequestBytes));
            node.member("reply").ifPresent(size -> size(size, policy::maxReplyBytes));
        });
    }

    private static void size(PolicyNode node, LongConsumer setting) {
        OptionalLong bytes = switch (node.shape()) {
            case NUMBER -> OptionalLong.of(node.integer(1, Long.MAX_VALUE));
            case TEXT -> Amounts.size(node.text());
            default -> OptionalLong.empty();
        };
        long size = bytes.orElseThrow(() -> node.error("expected " + Amounts.SIZE));
        legal(node, () -> setting.accept(size));
    }

    /** The builder's rules for values hold for files too; their messages quote nothing. */
    private static void legal(PolicyNode node, Runnable setting) {
        try {
            setting.run();
        } catch (IllegalArgumentException notLegal) {
            throw node.error(String.valueOf(notLegal.getMessage()));
        }
    }
}
