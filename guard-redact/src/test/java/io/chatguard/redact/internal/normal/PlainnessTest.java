package io.chatguard.redact.internal.normal;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatguard.redact.internal.engine.ScanContext;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class PlainnessTest {
    private static final String CHARACTERS = "abcdefghijABCDEFGHIJ0123456789abcdefghijABCDEFGHIJ0123456789+/-_\n\r .,";
    private static final String RARE = "%&\\=\u00e9\u0141\u4e2d\u009f";

    @Property
    void eachOtherWayToReadATextIsSeen(@ForAll long seed) {
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
        String sample = text.toString();
        assertThat(Plainness.of(sample, new ScanContext().begin())).isEqualTo(naive(sample));
    }

    @Property
    void whatMayBeNoEscapeIsNone(@ForAll long seed) {
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder();
        while (text.length() < 12) {
            text.append("%&\\=#xu;:0123456789aAdDfFgp\n\r ".charAt(random.nextInt(30)));
        }
        String sample = text.toString();
        if (Escapes.of(sample).isPresent()) {
            assertThat(Plainness.of(sample, new ScanContext().begin()) & Plainness.ESCAPE)
                    .isEqualTo(Plainness.ESCAPE);
        }
    }

    private static int naive(String text) {
        int run = 0;
        int found = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            found |= c >= 0x80 ? Plainness.FOREIGN : 0;
            found |= Escapes.isStart(c) && Escapes.mayStart(text, i) ? Plainness.ESCAPE : 0;
            run = Blobs.isPart(c) ? run + 1 : 0;
            found |= run >= Blobs.SHORTEST ? Plainness.RUN : 0;
        }
        return found;
    }
}
