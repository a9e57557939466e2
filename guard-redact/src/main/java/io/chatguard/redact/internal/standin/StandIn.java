package io.chatguard.redact.internal.standin;

import io.chatguard.redact.internal.surrogate.Reserved;
import io.chatguard.redact.internal.vault.ScopeVault.Value;
import java.util.Optional;

/**
 * An invented value and the real one that it stands for.
 *
 * <p>In the vault it is one more entry of the scope, of the type {@link Reserved#STAND_IN}, whose text is this whole
 * record: so it is sealed, durable, erased and moved as every entry, and no store knows of it.
 *
 * @param text what is sent
 * @param value what it stands for
 */
public record StandIn(String text, Value value) {

    private static final char BETWEEN = '\n';

    /** The entry of the vault. */
    public Value entry() {
        return new Value(Reserved.STAND_IN, value.type() + BETWEEN + text + BETWEEN + value.text());
    }

    /** What an entry of the vault says, if it is one of a stand-in. */
    public static Optional<StandIn> of(Value entry) {
        if (!entry.type().equals(Reserved.STAND_IN)) {
            return Optional.empty();
        }
        String text = entry.text();
        int type = text.indexOf(BETWEEN);
        int end = text.indexOf(BETWEEN, type + 1);
        if (type < 1 || end < 0) {
            throw new IllegalStateException("an entry of the vault is no stand-in");
        }
        return Optional.of(new StandIn(
                text.substring(type + 1, end), new Value(text.substring(0, type), text.substring(end + 1))));
    }

    /** Shows the type only. */
    @Override
    public String toString() {
        return "StandIn[" + value.type() + "]";
    }
}
