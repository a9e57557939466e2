package io.chatguard.examples.cli;

import io.chatguard.Policy;
import io.chatguard.Scope;
import io.chatguard.redact.ErasureReceipt;
import io.chatguard.redact.VaultUpkeep;
import io.chatguard.redact.VaultUpkeep.PurgeReceipt;
import io.chatguard.redact.VaultUpkeep.Report;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Looks after a durable vault: counts, rotates keys, erases, purges, verifies. */
@Command(name = "vault", description = "Counts, rotates keys, erases, purges or verifies a durable vault.")
public final class VaultCommand implements Callable<Integer> {

    private static final String POLICY = "The policy file that names the vault, its key ring and its keys.";

    private final Surroundings surroundings;

    /** A command that writes there. */
    public VaultCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        throw CliFailure.usage("say which: vault stats, rotate, erase, purge or verify, with --policy FILE");
    }

    /** Counts what is there. */
    @Command(name = "stats", description = "Counts tenants, data subjects, conversations, values and links.")
    int stats(@Option(names = "--policy", required = true, paramLabel = "FILE", description = POLICY) Path policy) {
        try (VaultUpkeep vault = open(policy)) {
            print(counts(vault.verify()));
        }
        return ExitCode.OK;
    }

    private static String counts(Report r) {
        return r.tenants() + " tenants, " + r.subjects() + " data subjects, " + r.conversations() + " conversations ("
                + r.over() + " over), " + r.values() + " values, " + r.rows() + " rows, " + r.links() + " links";
    }

    /** Opens every key and every row, and says what cannot be opened. */
    @Command(
            name = "verify",
            description = "Opens every key and every row; names what is altered or belongs elsewhere.")
    int verify(@Option(names = "--policy", required = true, paramLabel = "FILE", description = POLICY) Path policy) {
        try (VaultUpkeep vault = open(policy)) {
            Report report = vault.verify();
            report.problems().forEach(problem -> print("damaged: " + problem));
            print(counts(report));
            print(
                    report.problems().isEmpty()
                            ? "whole"
                            : "DAMAGED: " + report.problems().size() + " problems");
            return report.problems().isEmpty() ? ExitCode.OK : ExitCode.DAMAGED;
        }
    }

    /** Wraps all keys under the provider's current key. */
    @Command(name = "rotate", description = "Wraps all keys under the current key; values are not touched.")
    int rotate(@Option(names = "--policy", required = true, paramLabel = "FILE", description = POLICY) Path policy) {
        try (VaultUpkeep vault = open(policy)) {
            print(vault.rotate() + " keys wrapped under the current key");
        }
        return ExitCode.OK;
    }

    /** Removes what is over. */
    @Command(name = "purge", description = "Removes conversations and links whose time is over, with their keys.")
    int purge(@Option(names = "--policy", required = true, paramLabel = "FILE", description = POLICY) Path policy) {
        try (VaultUpkeep vault = open(policy)) {
            PurgeReceipt purged = vault.purge();
            print(purged.conversations() + " conversations, " + purged.values() + " values, " + purged.links()
                    + " links and " + purged.keys() + " keys removed");
        }
        return ExitCode.OK;
    }

    /** Erases a conversation, a data subject or a tenant, and prints the receipt. */
    @Command(
            name = "erase",
            description =
                    "Erases a conversation, all conversations about a data subject, or a tenant; prints a receipt.")
    int erase(
            @Option(names = "--policy", required = true, paramLabel = "FILE", description = POLICY) Path policy,
            @Option(names = "--tenant", required = true, paramLabel = "NAME", description = "Whose it is.")
                    String tenant,
            @Option(names = "--conversation", paramLabel = "NAME", description = "Only this conversation.") @Nullable
                    String conversation,
            @Option(
                            names = "--subject",
                            paramLabel = "NAME",
                            description = "Only conversations that were said to be about this data subject.")
                    @Nullable
                    String subject,
            @Option(names = "--all", description = "All of the tenant.") boolean all) {
        int chosen = (conversation == null ? 0 : 1) + (subject == null ? 0 : 1) + (all ? 1 : 0);
        if (chosen != 1) {
            throw CliFailure.usage("say one of --conversation NAME, --subject NAME and --all");
        }
        try (VaultUpkeep vault = open(policy)) {
            ErasureReceipt receipt = conversation != null
                    ? vault.erase(Scope.of(tenant, conversation))
                    : subject != null ? vault.eraseSubject(tenant, subject) : vault.eraseTenant(tenant);
            print(receipt.summary());
        }
        return ExitCode.OK;
    }

    private static VaultUpkeep open(Path policy) {
        return VaultUpkeep.open(Policy.load(policy));
    }

    private void print(String text) {
        PrintWriter out = new PrintWriter(surroundings.out(), false, StandardCharsets.UTF_8);
        out.println(text);
        out.flush();
    }
}
