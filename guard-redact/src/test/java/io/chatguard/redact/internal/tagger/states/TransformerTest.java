package io.chatguard.redact.internal.tagger.states;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chatguard.GuardException;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class TransformerTest {

    private static final WordPieces PIECES = TransformerParts.pieces();
    private static final Transformer TRANSFORMER = Transformer.open(TransformerParts.model(), PIECES);

    @AfterAll
    static void close() {
        TRANSFORMER.close();
    }

    @Test
    void statesOfOneWordDependOnTheWordsBesideIt() {
        float[] name = states("will smith called");
        float[] verb = states("will they call me");
        assertThat(Arrays.copyOf(name, Transformer.WIDTH)).isNotEqualTo(Arrays.copyOf(verb, Transformer.WIDTH));
    }

    @Test
    void theSameTextHasTheSameStatesWhateverRanBefore() {
        float[] first = states("anna schmidt");
        states("another text, and a longer one");
        assertThat(states("anna schmidt")).isEqualTo(first);
    }

    @Test
    void manyThreadsShareOneSession() throws Exception {
        List<String> texts = List.of("anna schmidt", "the invoice of march is late", "hi", "call jose at noon, please");
        List<float[]> expected = texts.stream().map(TransformerTest::states).toList();
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<float[]>> calls = new ArrayList<>();
            for (int i = 0; i < 80; i++) {
                String text = texts.get(i % texts.size());
                calls.add(() -> states(text));
            }
            List<Future<float[]>> got = threads.invokeAll(calls);
            for (int i = 0; i < got.size(); i++) {
                assertThat(got.get(i).get()).isEqualTo(expected.get(i % texts.size()));
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void aWindowThatIsTooLongIsRefused() {
        Pieces pieces = pieces("a ".repeat(Transformer.WINDOW + 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        TRANSFORMER.states(pieces, 0, pieces.size(), new float[pieces.size() * Transformer.WIDTH]))
                .withMessageContaining("at most 126");
    }

    @Test
    void aClosedSessionRefusesAndMayBeClosedAgain() {
        Transformer closed = Transformer.open(TransformerParts.model(), PIECES);
        closed.close();
        closed.close();
        assertThatIllegalStateException()
                .isThrownBy(() -> closed.states(pieces("anna"), 0, 1, new float[Transformer.WIDTH]))
                .withMessageContaining("closed");
    }

    @Test
    void whatIsNoModelIsRefusedWithARemedy() {
        assertThatThrownBy(() -> Transformer.open(new byte[] {1, 2, 3}, PIECES))
                .isInstanceOf(GuardException.class)
                .hasMessageContaining("the versions that the pom of guard-redact names");
    }

    @Test
    void whoAsksForItWithoutTheArtifactsIsToldWhichToAdd() throws Exception {
        List<URL> urls = new ArrayList<>();
        for (Class<?> needed : List.of(TransformerParts.class, GuardException.class)) {
            urls.add(needed.getProtectionDomain().getCodeSource().getLocation());
        }
        try (URLClassLoader bare = new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
            Class<?> parts = bare.loadClass(TransformerParts.class.getName());
            assertThatThrownBy(() -> parts.getMethod("require", String.class).invoke(null, "detect.names.tiers"))
                    .isInstanceOf(InvocationTargetException.class)
                    .cause()
                    .hasMessageContaining("detect.names.tiers asks for names of tier 2")
                    .hasMessageContaining("add " + TransformerParts.MODEL + " and " + TransformerParts.RUNTIME);
        }
        TransformerParts.require("detect.names.tiers");
    }

    private static float[] states(String text) {
        Pieces pieces = pieces(text);
        float[] states = new float[pieces.size() * Transformer.WIDTH];
        TRANSFORMER.states(pieces, 0, pieces.size(), states);
        return states;
    }

    private static Pieces pieces(String text) {
        Pieces pieces = new Pieces();
        PIECES.split(text, 0, text.length(), pieces);
        return pieces;
    }
}
