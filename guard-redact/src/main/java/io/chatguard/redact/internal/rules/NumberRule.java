package io.chatguard.redact.internal.rules;

import io.chatguard.redact.internal.engine.AnchoredRule;
import io.chatguard.redact.internal.engine.Boundaries;
import io.chatguard.redact.internal.engine.Hits;
import io.chatguard.redact.internal.engine.NumberRun;
import io.chatguard.redact.internal.engine.ScanContext;
import io.chatguard.redact.internal.engine.ScanContext.Mark;
import io.chatguard.redact.internal.life.AddressScanner;
import io.chatguard.redact.internal.life.AgeScanner;
import io.chatguard.redact.internal.life.DateScanner;
import io.chatguard.redact.internal.life.LabelledScanner;
import io.chatguard.redact.internal.life.TokenScanner;
import io.chatguard.redact.internal.phone.PhoneScanner;

/**
 * Everything that is made of digits, over digit runs that are read once.
 *
 * <p>The order is the strength of the evidence: IBAN, UUID (which is nobody's data, but holds digits), IPv4, card,
 * social security number, telephone. A reading with a checksum or a fixed shape takes its groups from the later ones.
 */
final class NumberRule implements AnchoredRule {
    /** Digits in all, under which nobody is asked: four numbers make an address. */
    private static final int FEWEST = 4;

    private static final int FEWEST_OF_PHONE = 6;
    private static final int FEWEST_OF_SSN = 9;
    private static final int FEWEST_OF_CARD = 12;

    private final IbanScanner iban = new IbanScanner();
    private final Ipv4Scanner ipv4 = new Ipv4Scanner();
    private final CardScanner card = new CardScanner();
    private final SsnScanner ssn = new SsnScanner();
    private final PhoneScanner phone = new PhoneScanner();
    private final LabelledScanner labelled;
    private final AgeScanner ages = new AgeScanner();
    private final TokenScanner tokens = new TokenScanner(Contexts.of("CRYPTO"), Contexts.of("VIN"));
    private final AddressScanner addresses = new AddressScanner(Contexts.of("STREET_ADDRESS"));
    private final DateScanner dates = new DateScanner(Contexts.of("DATE_TIME"), Contexts.of("DATE_OF_BIRTH"));

    NumberRule(LabelledScanner labelled) {
        this.labelled = labelled;
    }

    @Override
    public boolean wakes(char previous, char anchor) {
        return Boundaries.isDigit(anchor) && !Boundaries.isDigit(previous);
    }

    @Override
    public void at(String text, int index, ScanContext context, Hits out) {
        if (index < context.mark(Mark.NUMBERS)) {
            return;
        }
        NumberRun run = context.run();
        run.read(text, index);
        if (TokenScanner.isLong(text, run)) {
            tokens.at(text, index, context, out);
        }
        int end = longer(text, index, run.end(0), out);
        if (end >= 0) {
            context.advance(Mark.NUMBERS, end);
            return;
        }
        if (run.digits() >= FEWEST_OF_PHONE && phone.startsWithValid(text, run)) {
            run.markPhone();
        }
        labelled.scan(text, run, out);
        dates.scan(text, run, context, out);
        AddressScanner.takePostcodes(text, run);
        if (run.digits() >= FEWEST) {
            scan(text, run, context, out);
        }
        IdentifierScanner.scanShipped(text, run, context, out);
        ages.scan(text, run, out);
        addresses.scan(text, run, context, out);
        context.advance(Mark.NUMBERS, run.next());
    }

    /** One look at what was read decides who is asked: most digits in a text are too few for all. */
    private void scan(String text, NumberRun run, ScanContext context, Hits out) {
        int digits = run.digits();
        if (run.dots() >= 3) {
            ipv4.scan(text, run, context, out);
        }
        if (digits >= FEWEST_OF_CARD) {
            card.scan(text, run, context, out);
        }
        if (digits >= FEWEST_OF_SSN) {
            ssn.scan(text, run, context, out);
        }
        int length = run.end(run.count() - 1) - run.start(0);
        if (digits >= FEWEST_OF_PHONE && (length > FEWEST_OF_PHONE || text.charAt(run.start(0)) == '0')) {
            phone.scan(text, run, context, out);
        }
    }

    /** The end of an IBAN or UUID in which the group of digits {@code [index, end)} stands, or -1. */
    private int longer(String text, int index, int end, Hits out) {
        char before = Boundaries.peek(text, index - 1);
        int iban = Boundaries.isAsciiLetter(before) ? this.iban.at(text, index, out) : -1;
        if (iban >= 0 || !(isUuidChar(before) || isUuidChar(Boundaries.peek(text, end)))) {
            return iban;
        }
        int uuid = uuidEnd(text, index);
        if (uuid >= 0) {
            labelled.before(text, index, out);
        }
        return uuid;
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
