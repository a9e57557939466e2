package io.chatguard.redact.internal.names;

import io.chatguard.redact.NamesSettings;
import io.chatguard.redact.internal.engine.DataFile;
import io.chatguard.redact.internal.tagger.Tokens;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Which languages a text may be in, told by its small words; cheap, and no more than cues need. Immutable. */
final class Languages {

    /** All of them. */
    static final int ALL = -1;

    private static final List<String> TAGS = NamesSettings.LANGUAGES;
    static final int SPELT = 6;

    /** One small word tells nothing: a is one in five languages. */
    private static final int TELLING = 2;

    private final PhraseTable<Integer> words = new PhraseTable<>();

    private Languages() {
        for (String[] row : DataFile.table(Languages.class, "languages.txt", 2)) {
            for (String word : row[1].split(" ")) {
                words.add(word, TAGS.indexOf(row[0]));
            }
        }
    }

    private static final class Shipped {
        static final Languages INSTANCE = new Languages();
    }

    static Languages shipped() {
        return Shipped.INSTANCE;
    }

    /** The bits of tags separated by blanks; {@code *} for all. */
    static int bits(String tags) {
        if (tags.equals("*")) {
            return ALL;
        }
        return bits(Set.of(tags.toLowerCase(Locale.ROOT).split(" ")));
    }

    /** The bits of some tags. */
    static int bits(Set<String> tags) {
        int bits = 0;
        for (String tag : tags) {
            int at = TAGS.indexOf(tag);
            if (at < 0) {
                throw new IllegalArgumentException("a language is one of " + String.join(", ", TAGS));
            }
            bits |= 1 << at;
        }
        return bits;
    }

    /**
     * The languages of which a text has nearly as many small words as of the one of which it has most; all if that are
     * too few to tell. Languages that are not told apart by words are always among them: their scripts do that.
     */
    int of(CharSequence text, Tokens tokens, int[] counts) {
        Arrays.fill(counts, 0);
        int most = 0;
        for (int i = 0; i < tokens.count(); i++) {
            List<Integer> of = words.of(PhraseTable.next(PhraseTable.START, text, tokens, i));
            if (of != null) {
                for (int k = 0; k < of.size(); k++) {
                    most = Math.max(most, ++counts[of.get(k)]);
                }
            }
        }
        if (most < TELLING) {
            return ALL;
        }
        int bits = ALL << SPELT;
        for (int i = 0; i < SPELT; i++) {
            bits |= 2 * counts[i] >= most ? 1 << i : 0;
        }
        return bits;
    }
}
