package io.chatguard.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntFunction;

/**
 * The model behind the server: what it answers when no reply is queued.
 *
 * <p>Called on the server's threads, many at once: must be thread-safe. What it throws becomes an error 500 that quotes
 * nothing.
 */
@FunctionalInterface
public interface Model {
    /** Answers one request. */
    Reply answer(Prompt prompt);

    /**
     * Answers in a sentence that repeats every surrogate it was sent, once; as JSON that fits the schema where JSON is
     * asked for, as a call of the tool where {@code tool_choice} demands one. The server's default.
     */
    static Model repeatingSurrogates() {
        return prompt -> answer(prompt, List.copyOf(prompt.surrogates()));
    }

    /** Answers with the last text of the user, unchanged. */
    static Model echo() {
        return prompt -> Reply.text(prompt.lastUserText());
    }

    /**
     * Answers as {@link #repeatingSurrogates}, the first surrogate mangled by the first form, and so on, round again.
     */
    static Model mangling(Mangle... forms) {
        Mangle[] copy = forms.clone();
        if (copy.length == 0) {
            throw new IllegalArgumentException("name at least one form of mangling");
        }
        return prompt -> answer(prompt, mangled(prompt, i -> copy[i % copy.length]));
    }

    /** Answers as {@link #repeatingSurrogates}, each surrogate mangled by a form drawn with this seed. */
    static Model manglingAtRandom(long seed) {
        Mangle[] forms = Mangle.values();
        return prompt -> {
            SplittableRandom random =
                    new SplittableRandom(seed ^ prompt.lastUserText().hashCode());
            return answer(prompt, mangled(prompt, i -> forms[random.nextInt(forms.length)]));
        };
    }

    private static List<String> mangled(Prompt prompt, IntFunction<Mangle> form) {
        List<String> words = new ArrayList<>();
        for (String surrogate : prompt.surrogates()) {
            words.add(form.apply(words.size()).apply(surrogate));
        }
        return words;
    }

    private static Reply answer(Prompt prompt, List<String> words) {
        if (prompt.demandedTool().isPresent() && !prompt.lastRole().equals("tool")) {
            String tool = prompt.demandedTool().get();
            Object parameters = Tools.parameters(prompt.body(), tool);
            Object arguments = parameters == Json.NULL ? Json.object() : new SchemaFiller(parameters, words).fill();
            return Reply.toolCall(tool, Json.write(arguments));
        }
        ResponseFormat format = ResponseFormat.of(prompt.body());
        return switch (format.type()) {
            case "json_object" -> Reply.json(Json.write(Json.object("answer", sentence(words))));
            case "json_schema" -> Reply.json(Json.write(new SchemaFiller(format.schema(), words).fill()));
            default -> Reply.text(sentence(words));
        };
    }

    private static String sentence(List<String> words) {
        return words.isEmpty()
                ? "I have read your message."
                : "I have read your message about " + String.join(", ", words) + ".";
    }
}
