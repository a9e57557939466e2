package io.chatguard.examples;

import io.chatguard.examples.cli.AuditCommand;
import io.chatguard.examples.cli.CliFailure;
import io.chatguard.examples.cli.DetectCommand;
import io.chatguard.examples.cli.EvaluateCommand;
import io.chatguard.examples.cli.PolicyCommand;
import io.chatguard.examples.cli.RedactCommand;
import io.chatguard.examples.cli.RestoreCommand;
import io.chatguard.examples.cli.RulesCommand;
import io.chatguard.examples.cli.Surroundings;
import io.chatguard.examples.cli.VaultCommand;
import io.chatguard.examples.demo.DemoCommand;
import io.chatguard.examples.recipes.RecipeCommand;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/**
 * The program {@code chatguard}: {@code java -jar guard-examples/target/chatguard.jar --help}.
 *
 * <p>Errors say place, rule and remedy, never text of the input.
 */
@Command(
        name = "chatguard",
        mixinStandardHelpOptions = true,
        versionProvider = ChatGuard.Version.class,
        scope = CommandLine.ScopeType.INHERIT,
        description = "Keeps recognised personal data and secrets from leaving with prompts.",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:done",
            "1:the input, a file, the policy or the key could not be used; an output file is not written; of 'detect FILE...': something is found",
            "2:the command line is wrong; of 'detect FILE...' also: not everything could be read",
            "3:the policy blocks what is in the input; an output file is not written",
            "4:restored, but some surrogates are not of this map and stay",
            "5:the demo found a planted value among the bytes that left the JVM",
            "6:the audit trail or the vault is damaged, or the trail is signed by another key"
        })
public final class ChatGuard implements Callable<Integer> {

    /** Says which version this is. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Optional.ofNullable(ChatGuard.class.getPackage().getImplementationVersion())
                    .orElse("(not packaged)");
            return new String[] {"chatguard " + version};
        }
    }

    private ChatGuard() {}

    /** Runs the command line and ends the process with its status. */
    public static void main(String[] args) {
        System.exit(commandLine(Surroundings.ofProcess()).execute(args));
    }

    /** The command line, reading and writing there. */
    static CommandLine commandLine(Surroundings surroundings) {
        CommandLine line = new CommandLine(new ChatGuard());
        line.addSubcommand(new DemoCommand(surroundings));
        line.addSubcommand(new RedactCommand(surroundings));
        line.addSubcommand(new RestoreCommand(surroundings));
        line.addSubcommand(new DetectCommand(surroundings));
        line.addSubcommand(new EvaluateCommand(surroundings));
        line.addSubcommand(new RulesCommand(surroundings));
        line.addSubcommand(new RecipeCommand(surroundings));
        line.addSubcommand(new PolicyCommand(surroundings));
        line.addSubcommand(new AuditCommand(surroundings));
        line.addSubcommand(new VaultCommand(surroundings));
        return line.setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true)
                .setExecutionExceptionHandler((e, command, parsed) -> {
                    CliFailure failure = CliFailure.explained(e);
                    surroundings.say(String.valueOf(failure.getMessage()));
                    return failure.exitCode();
                });
    }

    @Override
    public Integer call() {
        throw CliFailure.usage(
                "say what to do: demo, redact, restore, detect, evaluate, rules, recipe, policy, audit or vault; --help tells more");
    }
}
