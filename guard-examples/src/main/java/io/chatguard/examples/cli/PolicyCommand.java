package io.chatguard.examples.cli;

import io.chatguard.Policy;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Helps with policy files. */
@Command(name = "policy", description = "Shows the schema of policy files, or checks one.")
public final class PolicyCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    /** A command that writes there. */
    public PolicyCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        throw CliFailure.usage("say which: policy schema, or policy check FILE");
    }

    /** Prints the schema, for editors that complete and check while you type. */
    @Command(name = "schema", description = "Prints the JSON Schema (2020-12) of policy files.")
    int schema() {
        print(Policy.schema());
        return ExitCode.OK;
    }

    /** Reads a file and says what is wrong with it. */
    @Command(name = "check", description = "Reads a policy file and names line, column and key of what is wrong in it.")
    int check(@Parameters(paramLabel = "FILE", description = "YAML, or JSON if its name ends in .json.") Path file) {
        Policy policy = Policy.load(file);
        print("policy '" + policy.name() + "' is valid: "
                + policy.rules().size() + " rules, opaque content: "
                + policy.opaque().name().toLowerCase(java.util.Locale.ROOT));
        return ExitCode.OK;
    }

    private void print(String text) {
        PrintWriter out = new PrintWriter(surroundings.out(), false, StandardCharsets.UTF_8);
        out.println(text);
        out.flush();
    }
}
