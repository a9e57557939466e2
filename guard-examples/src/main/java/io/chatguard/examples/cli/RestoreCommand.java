package io.chatguard.examples.cli;

import io.chatguard.Policy;
import io.chatguard.Scope;
import io.chatguard.redact.Redaction;
import io.chatguard.redact.ReidentifySettings;
import io.chatguard.redact.VaultFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Puts the values of a map back into a text. */
@Command(
        name = "restore",
        description = {
            "Puts the values of a map back wherever their surrogates stand, code and links included.",
            "",
            "Example: chatguard restore --in answer.txt --map mails.map --key-file mails.key",
            ""
        })
public final class RestoreCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Mixin
    private final TextOptions text = new TextOptions();

    @Mixin
    private final MapKey mapKey = new MapKey();

    @Option(names = "--map", paramLabel = "FILE", required = true, description = "The map that 'redact' wrote.")
    private Path map = Path.of("");

    /** A command that reads and writes there. */
    public RestoreCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException {
        Policy policy = Policy.builder()
                .section(ReidentifySettings.class, ReidentifySettings.everywhere())
                .build();
        VaultFile file = VaultFile.at(map, mapKey.key(surroundings, MapKey.Missing.REFUSE));
        try (Redaction redaction = Redaction.of(policy)) {
            Scope scope = file.load(redaction);
            FileExchange exchange = new FileExchange(scope, policy, "files.restore");
            new FileRun(redaction, exchange, FileRun.Way.RESTORE).run(text, surroundings, () -> {});
            if (text.wantsReport()) {
                surroundings.err().println(exchange.receipt().summary());
            }
            int unresolved = exchange.receipt().unresolved();
            if (unresolved > 0) {
                surroundings.say("surrogates that are not of this map stay: " + unresolved
                        + " (rule restore/unresolved); restore them with the map they were written with");
                return ExitCode.UNRESOLVED;
            }
        }
        return ExitCode.OK;
    }
}
