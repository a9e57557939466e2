package io.chatguard.redact;

import io.chatguard.EntityType;
import io.chatguard.spi.Detector;
import io.chatguard.spi.Finding.Evidence;
import java.util.Random;

/** Detectors whose findings a test can foretell. */
final class TestDetectors {

    private TestDetectors() {}

    /** Finds every occurrence of the word, anywhere. */
    static Detector word(EntityType type, String word) {
        return Detector.ofText(
                type,
                "test/" + type.name().toLowerCase(java.util.Locale.ROOT),
                1,
                Evidence.STRUCTURE,
                (text, found) -> {
                    for (int at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length())) {
                        found.accept(new Detector.Span(at, at + word.length()));
                    }
                });
    }

    /** Runs of letters, digits and {@code . + -} around an at sign. */
    static Detector mail() {
        return Detector.ofText(EntityType.EMAIL_ADDRESS, "test/mail", 1, Evidence.STRUCTURE, (text, found) -> {
            int from = 0;
            for (int at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
                int start = at;
                while (start > from && isMail(text.charAt(start - 1))) {
                    start--;
                }
                int end = at + 1;
                while (end < text.length() && isMail(text.charAt(end))) {
                    end++;
                }
                while (end > at + 1 && text.charAt(end - 1) == '.') {
                    end--;
                }
                if (start < at && end > at + 1) {
                    found.accept(new Detector.Span(start, end));
                    from = end;
                }
            }
        });
    }

    /** Spans anywhere, by chance but the same for the same text. */
    static Detector chance(EntityType type, long seed) {
        return Detector.ofText(type, "test/chance", 1, Evidence.STRUCTURE, (text, found) -> {
            Random random = new Random(seed * 31 + text.hashCode());
            for (int i = 0; i < text.length(); i += 1 + random.nextInt(12)) {
                int end = Math.min(text.length(), i + 1 + random.nextInt(6));
                if (!splits(text, i) && !splits(text, end) && end > i) {
                    found.accept(new Detector.Span(i, end));
                }
            }
        });
    }

    private static boolean splits(String text, int at) {
        return at > 0
                && at < text.length()
                && Character.isLowSurrogate(text.charAt(at))
                && Character.isHighSurrogate(text.charAt(at - 1));
    }

    private static boolean isMail(char c) {
        return c < 0x80 && Character.isLetterOrDigit(c) || c == '.' || c == '+' || c == '-';
    }
}
