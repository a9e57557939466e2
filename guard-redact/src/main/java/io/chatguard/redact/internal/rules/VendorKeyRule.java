package io.chatguard.redact.internal.rules;

import static io.chatguard.redact.internal.engine.Boundaries.peek;

import io.chatguard.redact.internal.engine.AnchoredRule;
import io.chatguard.redact.internal.engine.Boundaries;
import io.chatguard.redact.internal.engine.ContextWords;
import io.chatguard.redact.internal.engine.Hits;
import io.chatguard.redact.internal.engine.ScanContext;
import io.chatguard.redact.internal.engine.ScanContext.Mark;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Vendors' keys by prefix, alphabet and length, each found through the rarest character of its prefix.
 *
 * <p>A key must start at a word boundary and end where its alphabet ends; trailing {@code . - _} of a sentence or of
 * mark-up are given back. Placeholders of one repeated character ({@code sk-xxxx…}) are no keys. A key with a checksum
 * that does not fit scores 0.3, or 0.6 beside a word such as {@code token}.
 */
final class VendorKeyRule implements AnchoredRule {
    private static final String TYPE = "CREDENTIAL";
    /** Most wanted first: the punctuation of prefixes is rarer in prose than any letter, capitals are next. */
    private static final String RARITY = "=/_-.KJZQXHSGA";

    private final @Nullable VendorKey[][] byAnchor = new VendorKey[128][];
    private final ContextWords words = Contexts.of(TYPE);

    VendorKeyRule(List<VendorKey> keys) {
        List<VendorKey> longestFirst = new ArrayList<>(keys);
        longestFirst.sort(
                Comparator.comparingInt((VendorKey k) -> k.prefix().length()).reversed());
        for (char c = 0; c < 128; c++) {
            char anchor = c;
            List<VendorKey> mine = longestFirst.stream()
                    .filter(k -> k.prefix().charAt(anchorIndex(k)) == anchor)
                    .toList();
            if (!mine.isEmpty()) {
                byAnchor[c] = mine.toArray(new VendorKey[0]);
            }
        }
    }

    /** Where in the prefix its rarest character stands: the last place, so that a prefix of another key is longer. */
    private static int anchorIndex(VendorKey key) {
        for (int r = 0; r < RARITY.length(); r++) {
            int index = key.prefix().lastIndexOf(RARITY.charAt(r));
            if (index >= 0) {
                return index;
            }
        }
        return 0;
    }

    @Override
    public boolean wakes(char previous, char anchor) {
        VendorKey[] keys = byAnchor[anchor];
        if (keys == null) {
            return false;
        }
        for (VendorKey key : keys) {
            int index = anchorIndex(key);
            char before = index == 0 ? '?' : key.prefix().charAt(index - 1);
            if (before == '?' ? index == 0 || Boundaries.isAsciiAlnum(previous) : before == previous) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void at(String text, int index, ScanContext context, Hits out) {
        if (index < context.mark(Mark.VENDOR)) {
            return;
        }
        VendorKey[] keys = byAnchor[text.charAt(index)];
        if (keys == null) {
            return;
        }
        for (VendorKey key : keys) {
            int start = index - anchorIndex(key);
            if (key.startsAt(text, start)
                    && !Boundaries.gluedBefore(text, start)
                    && accept(key, text, start, context, out)) {
                return;
            }
        }
    }

    private boolean accept(VendorKey key, String text, int start, ScanContext context, Hits out) {
        int from = start + key.prefix().length();
        int end = from;
        int limit = Math.min(text.length(), from + key.max() + 1);
        while (end < limit && key.alphabet().has(text.charAt(end))) {
            end++;
        }
        while (end > from && isTrailing(text.charAt(end - 1), key)) {
            end--;
        }
        int length = end - from;
        if (length < key.min() || length > key.max() || isPlaceholder(text, from, end)) {
            return false;
        }
        if (key.alphabet() != VendorKey.Alphabet.B64 && Boundaries.gluedAfter(text, end)) {
            return false;
        }
        double score = score(key, text, start, from, end, context);
        if (score <= 0) {
            return false;
        }
        out.hit(TYPE, start, end, score, key.rule());
        context.advance(Mark.VENDOR, end);
        return true;
    }

    private static boolean isTrailing(char c, VendorKey key) {
        return c == '.' || (c == '/' && key.alphabet() == VendorKey.Alphabet.PATH);
    }

    private double score(VendorKey key, String text, int start, int from, int end, ScanContext context) {
        return switch (key.check()) {
            case NONE -> 0.95;
            case CRC62 -> Crc62.fits(text, from, end) ? 0.99 : words.near(text, start, end, context) ? 0.6 : 0.3;
            case CONTEXT -> words.near(text, start, end, context) ? 0.8 : 0.3;
            case PARTS -> {
                int dot = text.indexOf('.', from);
                yield dot == from + key.firstPart()
                                && end == dot + 1 + key.secondPart()
                                && text.indexOf('.', dot + 1) != end - 1
                        ? 0.95
                        : 0;
            }
            case SLACK -> hasDigit(text, from, end) ? 0.95 : 0;
        };
    }

    private static boolean hasDigit(String text, int from, int end) {
        for (int i = from; i < end; i++) {
            if (Boundaries.isDigit(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isPlaceholder(String text, int from, int end) {
        char first = peek(text, from);
        for (int i = from; i < end; i++) {
            char c = text.charAt(i);
            if (c != first && c != '-' && c != '_') {
                return false;
            }
        }
        return true;
    }
}
