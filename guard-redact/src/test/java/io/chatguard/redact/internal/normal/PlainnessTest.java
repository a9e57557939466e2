package io.chatguard.redact.internal.normal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class PlainnessTest {
    private static final String CHARACTERS = "abcdefghijABCDEFGHIJ0123456789abcdefghijABCDEFGHIJ0123456789+/-_\n\r .,";
    private static final String RARE = "%&\\=\u00e9\u0141\u4e2d\u009f";

    private final Plainness plainness = new Plainness();

    @Property
    void aTextIsPlainWhereEachCharacterIsAndNoRunIsLong(@ForAll long seed) {
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(random.nextInt(20) == 0 ? 9_000 : 60);
        boolean rare = random.nextBoolean();
        int words = 2 + random.nextInt(20);
        while (text.length() < length) {
            text.append(CHARACTERS.charAt(random.nextInt(CHARACTERS.length())));
            if (random.nextInt(words) == 0) {
                text.append(' ');
            }
            if (rare && random.nextInt(100) == 0) {
                text.append(RARE.charAt(random.nextInt(RARE.length())));
            }
        }
        assertThat(plainness.isPlain(text.toString())).isEqualTo(naive(text.toString()));
    }

    private static boolean naive(String text) {
        int run = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x80 || c == '%' || c == '&' || c == '\\' || c == '=') {
                return false;
            }
            run = Blobs.isSymbol(c) || c == '\n' || c == '\r' ? run + 1 : 0;
            if (run >= Blobs.SHORTEST) {
                return false;
            }
        }
        return true;
    }
}
