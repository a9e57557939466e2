package io.chatguard.redact.internal.vault;

import io.chatguard.GuardException;
import io.chatguard.Scope;
import io.chatguard.redact.internal.vault.ScopeVault.Value;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** One scope as bytes: its data key, its name, and each value with its surrogate in the order in which they came. */
record ScopeDump(Scope scope, byte[] dataKey, List<Value> values, List<String> surrogates) {

    private static final int MOST_CHARS = 1 << 28;

    static byte[] write(Scope scope, ScopeVault vault) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.write(vault.keys().dataKey());
            text(out, scope.tenant());
            text(out, scope.conversation());
            List<Value> held = vault.held();
            out.writeInt(held.size());
            for (Value value : held) {
                text(out, value.type());
                text(out, value.text());
                text(out, vault.surrogateOf(value).orElseThrow());
            }
        } catch (IOException e) {
            throw new IllegalStateException("a dump in memory cannot fail to be written");
        }
        return bytes.toByteArray();
    }

    static ScopeDump read(byte[] dump) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(dump))) {
            byte[] key = in.readNBytes(Crypto.KEY_BYTES);
            Scope scope = Scope.of(text(in), text(in));
            int count = in.readInt();
            List<Value> values = new ArrayList<>();
            List<String> surrogates = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                values.add(new Value(text(in), text(in)));
                surrogates.add(text(in));
            }
            return new ScopeDump(scope, key, values, surrogates);
        } catch (IOException | IllegalArgumentException e) {
            throw GuardException.of(GuardException.Reason.CONFIGURATION, "the file of the vault holds no scope")
                    .interceptor("vault")
                    .origin(e)
                    .build();
        }
    }

    /** Whether every value has got the surrogate that it had. */
    boolean fits(ScopeVault vault) {
        for (int i = 0; i < values.size(); i++) {
            if (!vault.surrogateOf(values.get(i))
                    .filter(surrogates.get(i)::equals)
                    .isPresent()) {
                return false;
            }
        }
        return true;
    }

    private static void text(DataOutputStream out, String text) throws IOException {
        out.writeInt(text.length());
        out.write(Bytes.of(text));
    }

    private static String text(DataInputStream in) throws IOException {
        int chars = in.readInt();
        if (chars < 0 || chars > MOST_CHARS || 2L * chars > in.available()) {
            throw new IOException("a length that cannot be");
        }
        return Bytes.text(in.readNBytes(2 * chars));
    }

    @Override
    public String toString() {
        return "ScopeDump[" + values.size() + " values]";
    }
}
