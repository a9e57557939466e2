package io.chatguard.redact.internal.life;

import static io.chatguard.redact.internal.engine.Boundaries.isAsciiAlnum;
import static io.chatguard.redact.internal.engine.Boundaries.peek;

import io.chatguard.redact.internal.engine.Boundaries;
import io.chatguard.redact.internal.engine.ContextWords;
import io.chatguard.redact.internal.engine.Hits;
import io.chatguard.redact.internal.engine.NumberRun;
import io.chatguard.redact.internal.engine.ScanContext;
import io.chatguard.redact.internal.engine.ScanContext.Mark;

/**
 * Words of letters and digits that prove themselves: crypto wallets, vehicle identification numbers.
 *
 * <p>Each has a digit; the word around it is read once. Thread-safe.
 */
public final class TokenScanner {
    private static final int SHORTEST = 14;
    private static final int LONGEST = 90;
    private static final String VIN = "0123456789X";
    private static final String WEIGHTS = "8765432X098765432";
    private static final String VALUES = "0123456789.ABCDEFGH..JKLMN.P.R..STUVWXYZ";

    private final ContextWords coins;
    private final ContextWords cars;

    /** With the words for wallets and those for cars. */
    public TokenScanner(ContextWords coins, ContextWords cars) {
        this.coins = coins;
        this.cars = cars;
    }

    /** Whether the word around the first digits of a run may be long enough: most numbers stand alone. */
    public static boolean isLong(String text, NumberRun run) {
        return run.size(0) >= SHORTEST
                || isAsciiAlnum(peek(text, run.start(0) - 1))
                || isAsciiAlnum(peek(text, run.end(0)));
    }

    /** Looks at the word around a digit. */
    public void at(String text, int index, ScanContext context, Hits out) {
        if (index < context.mark(Mark.TOKENS)) {
            return;
        }
        int start = index;
        while (start > 0 && index - start <= LONGEST && isAsciiAlnum(text.charAt(start - 1))) {
            start--;
        }
        int end = index;
        while (end < text.length() && end - start <= LONGEST && isAsciiAlnum(text.charAt(end))) {
            end++;
        }
        context.advance(Mark.TOKENS, end);
        int length = end - start;
        if (length < SHORTEST
                || length > LONGEST
                || Boundaries.gluedBefore(text, start)
                || Boundaries.gluedAfter(text, end)) {
            return;
        }
        if (length == 17) {
            vin(text, start, end, context, out);
        } else if (Wallets.isEthereum(text, start, end)) {
            boolean checked = Wallets.isChecked(text, start, end);
            double score = checked ? 0.9 : coins.near(text, start, end, context) ? 0.6 : 0.3;
            out.hit("CRYPTO", start, end, score, "crypto/ethereum");
        } else if (Wallets.fits(text, start, end)) {
            out.hit("CRYPTO", start, end, 0.95, "crypto/wallet");
        }
    }

    /** ISO 3779 with the check digit of 49 CFR 565.15, which North America has; elsewhere a word for it is needed. */
    private void vin(String text, int start, int end, ScanContext context, Hits out) {
        int sum = 0;
        int letters = 0;
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            int value = VALUES.indexOf(c);
            if (value < 0 || c == '.') {
                return;
            }
            letters += value > 9 ? 1 : 0;
            char weight = WEIGHTS.charAt(i - start);
            sum += transliterated(c) * (weight == 'X' ? 10 : weight - '0');
        }
        boolean checked = VIN.charAt(sum % 11) == peek(text, start + 8);
        if (letters > 1 && checked) {
            out.hit("VIN", start, end, cars.near(text, start, end, context) ? 0.95 : 0.6, "vin/iso3779");
        }
    }

    /** A to H are 1 to 8, J to R 1 to 9, S to Z 2 to 9, without I, O and Q. */
    private static int transliterated(char c) {
        if (c <= '9') {
            return c - '0';
        }
        return c <= 'H' ? c - 'A' + 1 : c <= 'R' ? c - 'J' + 1 : c - 'S' + 2;
    }
}
