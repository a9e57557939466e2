package io.chatguard.examples.recipes;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatguard.testkit.FakeOpenAi;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every recipe runs, and nothing that is planted in one reaches the wire. */
class RecipesTest {
    private static final List<String> PLANTED = List.of(
            "kim.fischer@example.com",
            "lee.jansen@example.org",
            "sam.okafor@example.net",
            "ops@example.net",
            "901820",
            "0532 0130",
            "203.0.113.77",
            "ACME-004217",
            "Nordwind Traders",
            "Lee Jansen",
            "FALCON",
            "4111 1111 1111",
            "536-90-4399");

    private final FakeOpenAi fake = FakeOpenAi.start();
    private final PrintStream console = System.out;
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @BeforeEach
    void serve() {
        System.setProperty("openai.apiKey", "test-key");
        System.setProperty("openai.baseUrl", fake.baseUrl());
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void close() {
        System.setOut(console);
        System.clearProperty("openai.apiKey");
        System.clearProperty("openai.baseUrl");
        fake.close();
    }

    @ParameterizedTest
    @EnumSource(Recipe.class)
    void runsAndLeaksNothing(Recipe recipe) throws Exception {
        recipe.run();

        assertThat(fake.requests())
                .isNotEmpty()
                .allSatisfy(request -> assertThat(PLANTED).noneMatch(request::contains));
        assertThat(fake.requests())
                .anySatisfy(request -> assertThat(request.text()).containsPattern("_1_[0-9A-Z]{6}"));
        assertThat(printed.toString(StandardCharsets.UTF_8)).isNotBlank();
    }

    @ParameterizedTest
    @EnumSource(
            value = Recipe.class,
            names = {
                "CUSTOM_DETECTOR",
                "CHAT",
                "ASYNC",
                "RESPONSES",
                "STRUCTURED_OUTPUT",
                "CUSTOM_INTERCEPTOR",
                "OWN_RULES"
            })
    void givesTheReaderTheValues(Recipe recipe) throws Exception {
        recipe.run();

        assertThat(printed.toString(StandardCharsets.UTF_8)).contains("kim.fischer@example.com");
    }

    @Test
    void opensOneArgumentOfOneToolOnly() throws Exception {
        Recipe.TOOLS.run();

        assertThat(printed.toString(StandardCharsets.UTF_8))
                .contains("\"to\":\"kim.fischer@example.com\"")
                .containsPattern("\"body\":\"PHONE_NUMBER_1_");
    }

    @Test
    void actsAsThePolicyFileSays() throws Exception {
        Recipe.POLICY_FILE.run();

        assertThat(fake.requests().get(0).at("/messages/0/content")).contains("desk@example.com");
        assertThat(fake.requests().get(0).at("/messages/1/content"))
                .contains("**** **** **** 1111")
                .contains("[US_SSN]");
        assertThat(printed.toString(StandardCharsets.UTF_8)).contains("support-desk");
    }
}
