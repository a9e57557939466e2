package io.chatguard.examples.recipes;

import io.chatguard.examples.cli.ExitCode;
import io.chatguard.examples.cli.Surroundings;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** Runs a recipe, or lists them. */
@Command(name = "recipe", description = "Runs a recipe, a small program to copy from; without a name it lists them.")
public final class RecipeCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(arity = "0..1", paramLabel = "NAME", converter = ByName.class, description = "The recipe's name.")
    private @Nullable Recipe recipe;

    /** A command that lists there; recipes themselves print on standard output. */
    public RecipeCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws Exception {
        if (recipe != null) {
            recipe.run();
            return ExitCode.OK;
        }
        PrintStream out = new PrintStream(surroundings.out(), false, StandardCharsets.UTF_8);
        for (Recipe each : Recipe.values()) {
            out.println(String.format("%-20s%s", each, each.about()));
        }
        out.flush();
        return ExitCode.OK;
    }

    /** Reads a name as it is listed. */
    static final class ByName implements ITypeConverter<Recipe> {
        @Override
        public Recipe convert(String name) {
            for (Recipe each : Recipe.values()) {
                if (each.toString().equalsIgnoreCase(name)) {
                    return each;
                }
            }
            throw new TypeConversionException("there is no such recipe; 'chatguard recipe' lists them");
        }
    }
}
