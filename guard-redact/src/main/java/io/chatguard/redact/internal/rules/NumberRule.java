package io.chatguard.redact.internal.rules;

import io.chatguard.redact.internal.engine.AnchoredRule;
import io.chatguard.redact.internal.engine.Boundaries;
import io.chatguard.redact.internal.engine.Hits;
import io.chatguard.redact.internal.engine.NumberRun;
import io.chatguard.redact.internal.engine.ScanContext;
import io.chatguard.redact.internal.engine.ScanContext.Mark;
import io.chatguard.redact.internal.phone.PhoneScanner;

/**
 * Everything that is made of digits, over digit runs that are read once.
 *
 * <p>The order is the strength of the evidence: IBAN, UUID (which is nobody's data, but holds digits), IPv4, card,
 * social security number, telephone. A reading with a checksum or a fixed shape takes its groups from the later ones.
 */
final class NumberRule implements AnchoredRule {
    private final IbanScanner iban = new IbanScanner();
    private final Ipv4Scanner ipv4 = new Ipv4Scanner();
    private final CardScanner card = new CardScanner();
    private final SsnScanner ssn = new SsnScanner();
    private final PhoneScanner phone = new PhoneScanner();

    @Override
    public boolean wakes(char previous, char anchor) {
        return Boundaries.isDigit(anchor) && !Boundaries.isDigit(previous);
    }

    @Override
    public void at(String text, int index, ScanContext context, Hits out) {
        if (index < context.mark(Mark.NUMBERS)) {
            return;
        }
        int end = iban.at(text, index, out);
        if (end < 0) {
            end = uuidEnd(text, index);
        }
        if (end >= 0) {
            context.advance(Mark.NUMBERS, end);
            return;
        }
        NumberRun run = context.run();
        run.read(text, index);
        if (phone.startsWithValid(text, run)) {
            run.markPhone();
        }
        if (run.count() >= 4) {
            ipv4.scan(text, run, context, out);
        }
        int length = run.end(run.count() - 1) - index;
        if (length >= 7 || (length == 6 && text.charAt(index) == '0')) {
            card.scan(text, run, context, out);
            ssn.scan(text, run, context, out);
            phone.scan(text, run, context, out);
        }
        context.advance(Mark.NUMBERS, run.next());
    }

    /** End of the UUID (8-4-4-4-12 hex digits) around {@code index}, or -1. */
    private static int uuidEnd(String text, int index) {
        int start = index;
        while (start > 0 && index - start < 36 && isUuidChar(text.charAt(start - 1))) {
            start--;
        }
        if (start + 36 > text.length() || index >= start + 36) {
            return -1;
        }
        for (int k = 0; k < 36; k++) {
            char c = text.charAt(start + k);
            boolean hyphen = k == 8 || k == 13 || k == 18 || k == 23;
            if (hyphen ? c != '-' : !Boundaries.isHex(c)) {
                return -1;
            }
        }
        return Boundaries.gluedAfter(text, start + 36) ? -1 : start + 36;
    }

    private static boolean isUuidChar(char c) {
        return Boundaries.isHex(c) || c == '-';
    }
}
