package io.chatguard.examples.cli;

import io.chatguard.Action;
import io.chatguard.EntityType;
import io.chatguard.GuardException;
import io.chatguard.Policy;
import io.chatguard.Receipt;
import io.chatguard.Scope;
import io.chatguard.redact.Redaction;
import io.chatguard.redact.VaultFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Does to a file what the guard does to a prompt. */
@Command(
        name = "redact",
        description = {
            "Replaces what is recognised in a text, as the policy says; equal values get equal surrogates.",
            "",
            "Example: chatguard redact --in mails.txt --out safe.txt --map mails.map --key-file mails.key",
            ""
        })
public final class RedactCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Mixin
    private final TextOptions text = new TextOptions();

    @Mixin
    private final MapKey mapKey = new MapKey();

    @Mixin
    private final PolicyChoice choice = new PolicyChoice();

    @Option(
            names = "--map",
            paramLabel = "FILE",
            description =
                    "Keeps the values, sealed, so that 'restore' can put them back. A map that exists is continued:"
                            + " values that it holds get the surrogates they have.")
    private @Nullable Path map;

    /** A command that reads and writes there. */
    public RedactCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException {
        Policy policy = choice.policy();
        Optional<VaultFile> file = map == null
                ? Optional.empty()
                : Optional.of(VaultFile.at(map, mapKey.key(surroundings, MapKey.Missing.MAKE)));
        try (Redaction redaction = Redaction.of(policy)) {
            boolean continued = map != null && Files.exists(map);
            Scope scope = continued && file.isPresent()
                    ? file.get().load(redaction)
                    : Scope.of(policy.tenant(), UUID.randomUUID().toString());
            FileExchange exchange = new FileExchange(scope, policy, "files.redact");
            new FileRun(redaction, exchange, FileRun.Way.REDACT)
                    .run(text, surroundings, () -> keep(file, redaction, scope, exchange.receipt()));
            if (text.wantsReport()) {
                surroundings.err().println(exchange.receipt().summary());
            }
        }
        return ExitCode.OK;
    }

    /** The map is on disk before the file that needs it appears. */
    private void keep(Optional<VaultFile> file, Redaction redaction, Scope scope, Receipt receipt) {
        int surrogates = pseudonymized(receipt);
        if (file.isEmpty()) {
            if (surrogates > 0) {
                surroundings.say("without --map nobody can restore the " + surrogates + " surrogates");
            }
            return;
        }
        try {
            file.get().save(redaction, scope);
        } catch (GuardException e) {
            if (e.reason() != GuardException.Reason.CONFIGURATION || surrogates > 0) {
                throw e;
            }
            surroundings.say("nothing was pseudonymised, so there is no map to write");
        }
    }

    private static int pseudonymized(Receipt receipt) {
        int sum = 0;
        for (EntityType type : receipt.found().keySet()) {
            sum += receipt.found(type, Action.PSEUDONYMIZE);
        }
        return sum;
    }
}
