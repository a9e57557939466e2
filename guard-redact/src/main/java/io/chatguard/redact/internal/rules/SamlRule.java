package io.chatguard.redact.internal.rules;

import static io.chatguard.redact.internal.engine.Boundaries.isAsciiAlnum;
import static io.chatguard.redact.internal.engine.Boundaries.peek;

import io.chatguard.redact.internal.engine.AnchoredRule;
import io.chatguard.redact.internal.engine.Hits;
import io.chatguard.redact.internal.engine.ScanContext;
import io.chatguard.redact.internal.engine.ScanContext.Mark;

/**
 * Assertions of SAML in XML, from {@code <Assertion} to the end of the element, as one finding: whoever has one is logged
 * in until it expires.
 *
 * <p>The element names its namespace or has the prefix {@code saml}, {@code saml2}. Where its end is missing within
 * {@value #LONGEST} characters, the finding reaches to the last {@code >} before that. Woken at an {@code A} behind {@code
 * <} or {@code :}; a mark keeps a text of many beginnings linear.
 */
final class SamlRule implements AnchoredRule {
    private static final int LONGEST = 65_536;
    private static final int LONGEST_PREFIX = 8;
    private static final int LONGEST_TAG = 600;
    private static final String NAME = "Assertion";
    private static final String NAMESPACE = "urn:oasis:names:tc:SAML:";

    @Override
    public boolean wakes(char previous, char anchor) {
        return anchor == 'A' && (previous == ':' || previous == '<');
    }

    @Override
    public void at(String text, int index, ScanContext context, Hits out) {
        if (index < context.mark(Mark.SAML) || !text.startsWith(NAME, index)) {
            return;
        }
        char next = peek(text, index + NAME.length());
        int open = index - 1;
        while (open > 0 && index - open <= LONGEST_PREFIX && text.charAt(open) != '<') {
            open--;
        }
        if (text.charAt(open) != '<' || next > ' ' && next != '>' || !isSaml(text, open + 1, index)) {
            return;
        }
        int limit = Math.min(text.length(), index + LONGEST);
        int end = end(text, index, limit);
        context.advance(Mark.SAML, end < 0 ? limit : end);
        out.hit("CREDENTIAL", open, end < 0 ? -end : end, 0.9, "credential/saml-assertion");
    }

    private static boolean isSaml(String text, int prefix, int name) {
        if (name - prefix >= 5 && text.startsWith("saml", prefix)) {
            return true;
        }
        int limit = Math.min(text.length(), name + LONGEST_TAG);
        for (int i = name; i < limit && text.charAt(i) != '>'; i++) {
            if (text.charAt(i) == 'u' && text.startsWith(NAMESPACE, i)) {
                return true;
            }
        }
        return false;
    }

    /** Behind the closing tag; without one, behind the last tag before the limit, as a negative number. */
    private static int end(String text, int from, int limit) {
        int last = from + NAME.length();
        for (int i = from; i < limit; i++) {
            if (text.charAt(i) != '>') {
                continue;
            }
            last = i + 1;
            int name = i;
            while (isAsciiAlnum(text.charAt(name - 1)) && i - name < NAME.length()) {
                name--;
            }
            char before = peek(text, name - 1);
            if (i - name == NAME.length() && text.startsWith(NAME, name) && (before == '/' || before == ':')) {
                int tag = name - 1;
                while (tag > from && text.charAt(tag) != '<') {
                    tag--;
                }
                if (peek(text, tag + 1) == '/') {
                    return i + 1;
                }
            }
        }
        return -last;
    }
}
