package io.chatguard.redact.testkit;

import io.chatguard.EntityType;
import io.chatguard.Role;
import io.chatguard.redact.testkit.Conversation.Api;
import io.chatguard.redact.testkit.Conversation.Transfer;
import io.chatguard.redact.testkit.Message.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/**
 * Arbitraries of conversations with planted values: all roles and message shapes, tool calls with JSON arguments, text
 * of every Unicode plane, look-alikes of surrogates, Markdown and code, values side by side, nested and repeated.
 */
public final class Conversations {

    /** The check part of the look-alikes. */
    static final String LOOK_ALIKE_CHECK = "7KQXM4";

    private static final int FEWEST_PLANTED = 6;
    private static final int MOST_PLANTED = 9;

    /** What may stand between a value and its neighbour: anything that ends a word. */
    private static final Arbitrary<String> BETWEEN = Arbitraries.of(
            " ", ", ", ",", "\n", "; ", ";", "\t", " | ", "|", " — ", "，", " 🦓 ", "\" \"", ") (", " & ", " > <");

    private Conversations() {}

    /** Conversations to both APIs, streamed and not. */
    public static Arbitrary<Conversation> any() {
        return PiiArbitraries.any()
                .list()
                .ofMinSize(FEWEST_PLANTED)
                .ofMaxSize(MOST_PLANTED)
                .flatMap(Conversations::with);
    }

    /** Conversations in which exactly these values are planted. */
    public static Arbitrary<Conversation> with(List<Planted> planted) {
        Arbitrary<String> text = text(planted);
        return Combinators.combine(
                        messages(text, planted).list().ofMaxSize(4),
                        BETWEEN,
                        Arbitraries.of(Api.class),
                        Arbitraries.of(Transfer.class),
                        metadata(planted),
                        text)
                .as((turns, between, api, transfer, metadata, last) -> {
                    List<Message> all = new ArrayList<>();
                    turns.forEach(all::addAll);
                    all.add(Message.said(Role.USER, last + between + joined(planted, between), Shape.STRING));
                    return new Conversation(all, planted, api, transfer, metadata);
                });
    }

    private static String joined(List<Planted> planted, String between) {
        StringBuilder out = new StringBuilder();
        for (Planted value : planted) {
            out.append(out.isEmpty() ? "" : between).append(value.value());
        }
        return out.toString();
    }

    private static Arbitrary<List<Message>> messages(Arbitrary<String> text, List<Planted> planted) {
        Arbitrary<List<Message>> said = Combinators.combine(
                        Arbitraries.of(Role.SYSTEM, Role.DEVELOPER, Role.USER, Role.ASSISTANT),
                        text,
                        Arbitraries.of(Shape.STRING, Shape.PARTS))
                .as((role, t, shape) -> List.of(Message.said(role, t, role == Role.USER ? shape : Shape.STRING)));
        Arbitrary<List<Message>> tool = Combinators.combine(
                        arguments(text, planted), text, Arbitraries.of(Shape.TOOL_TEXT, Shape.TOOL_JSON))
                .as((arguments, result, shape) -> List.of(
                        new Message(Role.ASSISTANT, "", Shape.TOOL_CALL, arguments),
                        Message.said(Role.TOOL, result, shape)));
        return Arbitraries.oneOf(said, said, tool);
    }

    private static Arbitrary<Map<String, String>> arguments(Arbitrary<String> text, List<Planted> planted) {
        return Combinators.combine(text, Arbitraries.of(planted), Arbitraries.of(planted))
                .as((t, key, value) -> {
                    Map<String, String> arguments = new LinkedHashMap<>();
                    arguments.put("note", t);
                    arguments.put("who", value.value());
                    arguments.put(key.value(), "as key");
                    return arguments;
                });
    }

    private static Arbitrary<Map<String, String>> metadata(List<Planted> planted) {
        return Arbitraries.of(planted)
                .map(p -> p.value().length() > 400 ? Map.<String, String>of() : Map.of("id", p.value()))
                .injectNull(0.5)
                .map(m -> m == null ? Map.of() : m);
    }

    private static Arbitrary<String> text(List<Planted> planted) {
        Arbitrary<String> value = Arbitraries.of(planted).map(Planted::value);
        Arbitrary<String> piece = Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(4, prose()),
                net.jqwik.api.Tuple.of(3, value),
                net.jqwik.api.Tuple.of(2, value.map(v -> v.contains("\n") ? v : "`" + v + "`")),
                net.jqwik.api.Tuple.of(1, value.map(v -> "```\n" + v + "\n```")),
                net.jqwik.api.Tuple.of(1, value.map(v -> "(see \"" + v + "\")")),
                net.jqwik.api.Tuple.of(1, value.map(v -> "log {\"note\":\"a\\n" + v + "\\t\"}")),
                net.jqwik.api.Tuple.of(1, inLinks(planted)),
                net.jqwik.api.Tuple.of(1, prose().map(p -> "[" + p + "](https://example.com/about)")),
                net.jqwik.api.Tuple.of(1, lookAlikes()));
        return Combinators.combine(piece.list().ofMinSize(1).ofMaxSize(6), BETWEEN)
                .as((pieces, between) -> String.join(between, pieces));
    }

    /** A value inside another thing: the query of a link, a mail link, an autolink. */
    private static Arbitrary<String> inLinks(List<Planted> planted) {
        return Combinators.combine(
                        Arbitraries.of(planted),
                        Arbitraries.of("https://example.org/find?q=", "mailto:", "<", "[mail](mailto:"))
                .as((value, before) -> value.type().equals(EntityType.EMAIL_ADDRESS)
                        ? before + value.value() + (before.startsWith("<") ? ">" : before.startsWith("[") ? ")" : "")
                        : value.value());
    }

    /** Words of letters of every plane, without digits, so that they never become part of a number beside them. */
    private static Arbitrary<String> prose() {
        Arbitrary<String> ascii =
                Arbitraries.of("please", "The", "customer", "wrote:", "it's", "fine", "Order", "naïve");
        Arbitrary<String> wide = Arbitraries.integers()
                .between(0xa1, 0x10ffff)
                .filter(c -> Character.isLetter(c) || Character.getType(c) == Character.OTHER_SYMBOL)
                .map(Character::toString);
        Arbitrary<String> planes = Arbitraries.of(
                "𝔘𝔫𝔦",
                "🦓",
                "👩‍👩‍👧",
                "e\u0301",
                "\u202Eabc\u202C",
                "\uD869\uDED6",
                "\uDB40\uDC41",
                "\uDBC0\uDC00");
        return Arbitraries.oneOf(ascii, ascii, wide, planes)
                .list()
                .ofMinSize(1)
                .ofMaxSize(5)
                .map(w -> String.join(" ", w));
    }

    /** Text that looks like a surrogate, also in the spellings that a guard repairs. */
    private static Arbitrary<String> lookAlikes() {
        return Arbitraries.of(
                "PERSON_1_" + LOOK_ALIKE_CHECK,
                "EMAIL_ADDRESS_2_" + LOOK_ALIKE_CHECK,
                "email_address_1_7kqxm4 " + LOOK_ALIKE_CHECK,
                "EMAIL\\_ADDRESS\\_1\\_" + LOOK_ALIKE_CHECK,
                "**PHONE_NUMBER_1_" + LOOK_ALIKE_CHECK + "**",
                "CREDIT_CARD_1a_" + LOOK_ALIKE_CHECK + "'s",
                "LITERAL_1_" + LOOK_ALIKE_CHECK);
    }
}
