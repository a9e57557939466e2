package io.chatguard.redact.internal.surrogate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashSet;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class IssuedLawTest {

    private static final String[] TYPES = {"A", "AB", "A_B", "A_B_C", "A1", "A_1", "EMAIL_ADDRESS", "EMAIL", "PERSON"};
    private static final String LETTERS = "AB_C1029KEZIO";

    /** A word that is mostly a surrogate of one of the types, with a character here and there that is not. */
    private static String word(Random random) {
        String whole = TYPES[random.nextInt(TYPES.length)]
                + "_"
                + (1 + random.nextInt(40))
                + (random.nextBoolean() ? "A" : "")
                + "_"
                + Crockford.encode(random.nextLong(), SurrogateForm.CHECK_SYMBOLS)
                + "_".repeat(random.nextInt(3));
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < whole.length(); i++) {
            out.append(random.nextInt(12) == 0 ? LETTERS.charAt(random.nextInt(LETTERS.length())) : whole.charAt(i));
        }
        return out.charAt(0) == '_' ? "A" + out : out.toString();
    }

    /** Following a word character by character says after each what looking at all of it says. */
    @Property(tries = 500)
    void followingAWordSaysWhatLookingAtAllOfItSays(@ForAll long seed) {
        Random random = new Random(seed);
        Set<String> types = new LinkedHashSet<>();
        for (int i = random.nextInt(TYPES.length + 1); i > 0; i--) {
            types.add(TYPES[random.nextInt(TYPES.length)]);
        }
        for (int i = random.nextInt(8) == 0 ? 70 : 0; i > 0; i--) {
            types.add("T" + i);
        }
        Issued issued = new Issued(types);
        String word = word(random);
        long candidates = issued.candidates();
        for (int n = 1; n <= word.length() && (n == 1 || candidates != 0); n++) {
            CharSequence so = word.subSequence(0, n);
            candidates = issued.following(so, candidates);
            assertThat(candidates != 0).as("%s of %s", so, types).isEqualTo(issued.canBecome(so));
        }
    }
}
