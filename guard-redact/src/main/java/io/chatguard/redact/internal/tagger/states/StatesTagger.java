package io.chatguard.redact.internal.tagger.states;

import io.chatguard.redact.internal.tagger.Gazetteer;
import io.chatguard.redact.internal.tagger.Tagger;
import io.chatguard.redact.internal.tagger.Tokens;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Names of tier 2: the states of a small transformer, read by a head of our own.
 *
 * <p>Opening takes some 300 ms and 90 MB outside the heap; a token some 70 µs. Calls run on their callers' threads, at most one for
 * each processor at a time. Open it once, {@link TransformerParts#require} tells whether it can be; close it when nobody calls it any
 * more. ONNX Runtime unpacks its native library into {@code java.io.tmpdir}, see the package. Thread-safe.
 */
public final class StatesTagger implements Tagger, AutoCloseable {

    private final Transformer transformer;
    private final TokenStates states;
    private final TokenHead head;

    private StatesTagger(Transformer transformer, WordPieces pieces, HeadWeights weights, Gazetteer gazetteer) {
        this.transformer = transformer;
        this.states = new TokenStates(pieces, transformer);
        this.head = new TokenHead(weights, gazetteer);
    }

    /**
     * Opens the shipped head on the transformer of the class path, and runs it once, so that the first call is as fast as others.
     *
     * @throws io.chatguard.GuardException (CONFIGURATION) if a part is absent, of another version than the head was trained
     *     on, or does not run on this platform
     */
    public static StatesTagger open() {
        try (InputStream in = StatesTagger.class.getResourceAsStream("head.bin")) {
            if (in == null) {
                throw new IllegalStateException("head.bin is not in the jar of guard-redact");
            }
            StatesTagger tagger = open(HeadWeights.read(new BufferedInputStream(in)), Gazetteer.load());
            String text = "Anna";
            tagger.tag(text, Tokens.of(text), 0, 0, (type, first, last, probability) -> {});
            return tagger;
        } catch (IOException e) {
            throw new IllegalStateException("head.bin in the jar of guard-redact cannot be read");
        }
    }

    static StatesTagger open(HeadWeights weights, Gazetteer gazetteer) {
        TransformerParts.require("this program");
        byte[] model = TransformerParts.model();
        if (!TransformerParts.digest(model).equals(weights.model())) {
            throw TransformerParts.refused(
                    "the model of " + TransformerParts.MODEL + " is another than names of tier 2 were trained on",
                    "take the version that the pom of guard-redact names");
        }
        WordPieces pieces = TransformerParts.pieces();
        return new StatesTagger(Transformer.open(model, pieces), pieces, weights, gazetteer);
    }

    @Override
    public void tag(CharSequence text, Tokens tokens, int firstToken, int lastToken, Sink sink) {
        states.read(text, tokens, firstToken, lastToken, (numbers, first, last) -> {
            for (int from = first; from <= last; ) {
                int to = Math.min(last, tokens.lastOf(tokens.sentenceOf(from)));
                int start = from;
                head.decode(
                        text,
                        numbers,
                        (from - first) * Transformer.WIDTH,
                        tokens,
                        from,
                        to,
                        (type, begin, end, score) -> sink.name(
                                TokenHead.TYPES.get(type), start + begin, start + end, head.calibrated(type, score)));
                from = to + 1;
            }
        });
    }

    @Override
    public void close() {
        transformer.close();
    }
}
