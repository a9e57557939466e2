package io.chatguard.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ModelTest {
    private static final String SURROGATE = "PERSON_2_70Q1M4";

    private static Prompt prompt(String body) {
        try {
            Object tree = Json.read(body);
            return new Prompt(Prompt.Operation.CHAT_COMPLETION, tree, Turns.ofChat(tree), new byte[0]);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Prompt said(String text) {
        return prompt(Json.write(
                Json.object("messages", List.of(Json.object("role", "user").and("content", text)))
                        .and("model", "gpt-4o")));
    }

    private static String text(Model model, Prompt prompt) {
        return model.answer(prompt).choice(0).text().orElseThrow();
    }

    @Test
    void theDefaultRepeatsEachSurrogateOnceFromEveryTurn() {
        Prompt prompt = prompt("""
            {"messages":[
              {"role":"system","content":"Help ORGANIZATION_1_ABCDEF."},
              {"role":"user","content":[
                    {"type":"text","text":"PERSON_1a_7KQXM4"},
                    {"type":"text","text":"PERSON_1a_7KQXM4"}]},
              {"role":"assistant","tool_calls":[{"type":"function","function":{
                    "name":"f","arguments":"{\\"a\\":\\"IP_ADDRESS_3_000000\\"}"}}]},
              {"role":"user","content":"And now?"}]}\
            """);

        assertThat(text(Model.repeatingSurrogates(), prompt))
                .containsOnlyOnce("ORGANIZATION_1_ABCDEF")
                .containsOnlyOnce("PERSON_1a_7KQXM4")
                .containsOnlyOnce("IP_ADDRESS_3_000000");
    }

    @Test
    void theEchoIsTheLastTextOfTheUser() {
        assertThat(text(Model.echo(), said("  as it\nstands "))).isEqualTo("  as it\nstands ");
    }

    @Test
    void aDemandedToolIsCalledWithSurrogatesInItsStrings() throws IOException {
        Prompt prompt = prompt("""
            {"messages":[{"role":"user","content":"PERSON_1_7KQXM4"}],
             "tool_choice":{"type":"function","function":{"name":"mail"}},
             "tools":[{"type":"function","function":{"name":"mail","parameters":{"type":"object",
               "properties":{"to":{"type":"string"},"copies":{"type":"integer"}}}}}]}\
            """);

        ToolCall call =
                Model.repeatingSurrogates().answer(prompt).choice(0).toolCalls().get(0);

        assertThat(call.name()).isEqualTo("mail");
        assertThat(Pointer.read(Json.read(call.input()), "/to")).isEqualTo("PERSON_1_7KQXM4");
        assertThat(Pointer.read(Json.read(call.input()), "/copies")).isEqualTo("1");
    }

    @Test
    void manglingTakesTheFormsInTurn() {
        Model model = Model.mangling(Mangle.LOWER_CASE, Mangle.BOLD);

        assertThat(text(model, said("A_1_000000 B_1_000000 C_1_000000")))
                .contains("a_1_000000, **B_1_000000**, c_1_000000");
        assertThatThrownBy(Model::mangling).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void manglingAtRandomIsTheSameForTheSameSeed() {
        Prompt prompt = said("A_1_000000 B_1_000000 C_1_000000 D_1_000000");

        assertThat(text(Model.manglingAtRandom(5), prompt)).isEqualTo(text(Model.manglingAtRandom(5), prompt));
        assertThat(text(Model.manglingAtRandom(5), prompt)).isNotEqualTo(text(Model.manglingAtRandom(6), prompt));
    }

    @Test
    void eachFormOfManglingIsWhatItSays() {
        assertThat(Mangle.AS_SENT.apply(SURROGATE)).isEqualTo(SURROGATE);
        assertThat(Mangle.LOWER_CASE.apply(SURROGATE)).isEqualTo("person_2_70q1m4");
        assertThat(Mangle.ESCAPED_UNDERSCORES.apply(SURROGATE)).isEqualTo("PERSON\\_2\\_70Q1M4");
        assertThat(Mangle.POSSESSIVE.apply(SURROGATE)).isEqualTo("PERSON_2_70Q1M4's");
        assertThat(Mangle.LETTER_O_FOR_ZERO.apply(SURROGATE)).isEqualTo("PERSON_2_7OQ1M4");
        assertThat(Mangle.LETTER_I_FOR_ONE.apply(SURROGATE)).isEqualTo("PERSON_2_70QIM4");
        assertThat(Mangle.LETTER_L_FOR_ONE.apply(SURROGATE)).isEqualTo("PERSON_2_70QlM4");
        assertThat(Mangle.TRUNCATED_CHECK.apply(SURROGATE)).isEqualTo("PERSON_2_70Q1M");
        assertThat(Mangle.CHANGED_CHECK.apply(SURROGATE)).isEqualTo("PERSON_2_70Q1M5");
        assertThat(Mangle.LETTER_O_FOR_ZERO.apply("A_10_7KQXM4")).isEqualTo("A_10_7KQXM4");
    }

    @Property(tries = 300)
    void surrogatesAreFoundWhereverTheyStand(
            @ForAll("surrogates") List<String> surrogates,
            @ForAll("gaps") String before,
            @ForAll("gaps") String between) {
        String text = before + String.join(between, surrogates) + between;

        assertThat(Surrogates.in(text))
                .containsExactlyElementsOf(surrogates.stream().distinct().toList());
    }

    @Test
    void whatOnlyResemblesASurrogateIsNone() {
        assertThat(Surrogates.in("PERSON_2 PERSON_2_7KQXM PERSON_2_7KQXMU person_2_7kqxm4 _2_7KQXM4 PERSON2_7KQXM4"))
                .isEmpty();
        assertThat(Surrogates.in("A_1_PERSON_1_7KQXM4")).containsExactly("PERSON_1_7KQXM4");
    }

    @Provide
    Arbitrary<List<String>> surrogates() {
        Arbitrary<String> one = Combinators.combine(
                        Arbitraries.of("PERSON", "EMAIL_ADDRESS", "IBAN_CODE"),
                        Arbitraries.integers().between(1, 120),
                        Arbitraries.of("", "b"),
                        Arbitraries.strings().withChars(Surrogates.CROCKFORD).ofLength(6))
                .as((type, ordinal, variant, check) -> type + "_" + ordinal + variant + "_" + check);
        return one.list().ofMinSize(1).ofMaxSize(8);
    }

    @Provide
    Arbitrary<String> gaps() {
        return Arbitraries.of("", " ", ", ", "é", "`", "](", "x", "1");
    }
}
