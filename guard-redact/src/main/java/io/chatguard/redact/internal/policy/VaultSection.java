package io.chatguard.redact.internal.policy;

import io.chatguard.redact.VaultSettings;
import io.chatguard.spi.PolicyNode;
import io.chatguard.spi.PolicySection;

/** The section {@code vault}. */
public final class VaultSection implements PolicySection<VaultSettings> {

    @Override
    public String key() {
        return "vault";
    }

    @Override
    public Class<VaultSettings> type() {
        return VaultSettings.class;
    }

    @Override
    public String schema() {
        return """
                {
                  "description": "Where values are kept: in this process, gone with it.",
                  "type": "string", "enum": ["memory"], "default": "memory"
                }""";
    }

    @Override
    public VaultSettings parse(PolicyNode node) {
        return new VaultSettings(node.oneOf(VaultSettings.Store.class));
    }

    @Override
    public VaultSettings defaults() {
        return VaultSettings.defaults();
    }
}
