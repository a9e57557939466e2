package io.chatguard.redact.internal.policy;

import io.chatguard.redact.VaultSettings;
import io.chatguard.spi.PolicyNode;
import io.chatguard.spi.PolicySection;
import java.util.List;

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
                  "description": "Where values are kept: in this process (memory), in SQLite, PostgreSQL or Redis.",
                  "default": "memory",
                  "oneOf": [
                    {"type": "string", "pattern": "^(memory|(jdbc:|rediss?://).+)$"},
                    {
                      "type": "object",
                      "additionalProperties": false,
                      "required": ["store"],
                      "properties": {
                        "store": {
                          "description": "memory, a JDBC URL of SQLite or PostgreSQL, or a URL of Redis; without credentials.",
                          "type": "string", "pattern": "^(memory|(jdbc:|rediss?://).+)$"
                        },
                        "keys": {
                          "description": "Where the keys that wrap all others are: env:NAME, file:PATH or pkcs12:PATH#ALIAS.",
                          "type": "string", "pattern": "^(env|file|pkcs12):.+$", "default": "env:CHATGUARD_VAULT_KEY"
                        },
                        "ring": {
                          "description": "JDBC URL of the key ring, in another database than the rows; beside an SQLite file if not given.",
                          "type": "string", "pattern": "^jdbc:.+$"
                        }
                      }
                    }
                  ]
                }""";
    }

    @Override
    public VaultSettings parse(PolicyNode node) {
        try {
            if (node.shape() != PolicyNode.Shape.MAP) {
                return VaultSettings.at(node.text());
            }
            node.allowOnly(List.of("store", "keys", "ring"));
            VaultSettings store = VaultSettings.at(node.member("store")
                    .orElseThrow(() -> node.error("a vault has a store, such as store: jdbc:sqlite:vault.db"))
                    .text());
            return new VaultSettings(
                    store.store(),
                    node.member("keys").map(PolicyNode::text).orElse(store.keys()),
                    node.member("ring").map(PolicyNode::text).orElse(store.ring()));
        } catch (IllegalArgumentException wrong) {
            throw node.error(
                    "a vault is memory, a JDBC URL such as jdbc:sqlite:vault.db, or redis://HOST; its keys are env:NAME,"
                            + " file:PATH or pkcs12:PATH#ALIAS, its ring is a JDBC URL");
        }
    }

    @Override
    public VaultSettings defaults() {
        return VaultSettings.defaults();
    }
}
