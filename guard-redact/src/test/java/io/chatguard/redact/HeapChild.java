package io.chatguard.redact;

import com.sun.management.HotSpotDiagnosticMXBean;
import io.chatguard.Policy;
import io.chatguard.Scope;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A process that pseudonymises and restores, closes its redaction, and dumps what is live in its heap. */
final class HeapChild {

    private HeapChild() {}

    /** What is looked for; made at run time, so that it stands in no class file. */
    static String canary(int number) {
        return new StringBuilder("yranac.paeh")
                .reverse()
                .append(number)
                .append("@example.com")
                .toString();
    }

    /** Arguments: where the dump goes, the vault's URL, the file of its key, and whether to close. */
    public static void main(String[] args) throws IOException {
        VaultSettings vault =
                args[1].equals("memory") ? VaultSettings.defaults() : new VaultSettings(args[1], "file:" + args[2], "");
        Redaction redaction = Redaction.of(
                Policy.builder().section(VaultSettings.class, vault).build());
        use(redaction);
        List<Redaction> kept = new ArrayList<>();
        if (Boolean.parseBoolean(args[3])) {
            redaction.close();
        }
        kept.add(redaction);
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                .dumpHeap(Path.of(args[0]).toString(), true);
        if (kept.isEmpty()) {
            throw new IllegalStateException();
        }
    }

    private static void use(Redaction redaction) {
        for (int i = 0; i < 200; i++) {
            Scope scope = Scope.of("t", "c" + i % 3);
            String text = "Write to " + canary(i) + " today";
            String sent = redaction.pseudonymise(scope, text);
            if (sent.contains("@") || !redaction.reidentify(scope, sent).equals(text)) {
                throw new IllegalStateException("not pseudonymised and restored");
            }
        }
    }
}
