package io.chatguard.examples.demo;

import io.chatguard.Guard;
import io.chatguard.examples.cli.Surroundings;
import io.chatguard.examples.cli.Terminal;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Option;

/** Shows what the guard does. */
@Command(
        name = "demo",
        description = {
            "Shows conversations with a model from four places: what the user wrote, what left the JVM, what the model"
                    + " answered, what the user reads.",
            "",
            "Talks to a server in this process; with OPENAI_API_KEY in the environment to the real API (model:"
                    + " OPENAI_MODEL, else gpt-4o-mini), but for what no provider does when it is asked to. Fails if a planted"
                    + " value left.",
            ""
        })
public final class DemoCommand implements Callable<Integer> {
    private static final Duration BREATH = Duration.ofMillis(45);

    private final Surroundings surroundings;
    private final Consumer<Guard.Builder> variation;

    @Option(names = "--fast", description = "Does not wait for people to follow.")
    private boolean fast;

    @Option(
            names = "--color",
            negatable = true,
            description = "Colours, or none. By default a terminal that can gets them, unless NO_COLOR is set.")
    private @Nullable Boolean color;

    /** A command that writes there. */
    public DemoCommand(Surroundings surroundings) {
        this(surroundings, builder -> {});
    }

    /** A command whose guards are built in another way: tests take a stage out and expect the demo to fail. */
    DemoCommand(Surroundings surroundings, Consumer<Guard.Builder> variation) {
        this.surroundings = surroundings;
        this.variation = variation;
    }

    @Override
    public Integer call() {
        Map<String, String> environment = surroundings.environment();
        Charset charset = outputCharset();
        PrintStream out = new PrintStream(surroundings.out(), false, charset);
        boolean onTerminal = surroundings.out() == System.out && Terminal.showsOutput();
        boolean dumb = environment.getOrDefault("TERM", "").equals("dumb");
        boolean coloured = color == null ? onTerminal && !dumb && Ansi.AUTO.enabled() : color;
        Ink ink = new Ink(coloured ? Ink.Colours.SHOWN : Ink.Colours.NONE, Cast.values());
        Screen screen = new Screen(
                out,
                Terminal.width(environment),
                onTerminal && !dumb ? Screen.Kind.LIVE : Screen.Kind.PAPER,
                Glyphs.of(charset),
                ink,
                fast ? Duration.ZERO : BREATH);
        try (Endpoint endpoint = Endpoint.of(environment)) {
            return new Demo(endpoint, screen, variation).play();
        } finally {
            out.flush();
        }
    }

    /** What standard output is written in: known from JDK 19 on, else the platform's. */
    private static Charset outputCharset() {
        String name = System.getProperty("stdout.encoding", System.getProperty("native.encoding", ""));
        return Charset.isSupported(name.isEmpty() ? "?" : name) ? Charset.forName(name) : Charset.defaultCharset();
    }
}
