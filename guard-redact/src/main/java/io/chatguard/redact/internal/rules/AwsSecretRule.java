package io.chatguard.redact.internal.rules;

import static io.chatguard.redact.internal.engine.Boundaries.peek;

import io.chatguard.redact.internal.engine.AnchoredRule;
import io.chatguard.redact.internal.engine.Boundaries;
import io.chatguard.redact.internal.engine.Hits;
import io.chatguard.redact.internal.engine.ScanContext;

/**
 * AWS secret access keys: 40 characters of base64, which say nothing by themselves.
 *
 * <p>They count behind a name that ends in {@code secret_access_key}, {@code SecretAccessKey} or {@code secret key} (in
 * any case, parts joined by blank, {@code _}, {@code -} or nothing), and at most eight characters of quotes, blanks and
 * {@code = : >}. Format: AWS General Reference, "AWS security credentials".
 */
final class AwsSecretRule implements AnchoredRule {
    private static final int LENGTH = 40;
    private static final int LONGEST_JOINT = 8;

    @Override
    public boolean wakes(char previous, char anchor) {
        return (anchor | 0x20) == 'y' && (previous | 0x20) == 'e';
    }

    @Override
    public void at(String text, int index, ScanContext context, Hits out) {
        if (index + LENGTH > text.length()
                || !text.regionMatches(true, index - 2, "ke", 0, 2)
                || !isSecretName(text, index - 2)) {
            return;
        }
        int start = index + 1;
        while (start < text.length() && start - index <= LONGEST_JOINT && isJoint(text.charAt(start))) {
            start++;
        }
        int end = start;
        boolean digit = false;
        boolean upper = false;
        boolean lower = false;
        while (end < text.length() && end - start <= LENGTH && isBase64(text.charAt(end))) {
            char c = text.charAt(end++);
            digit |= Boundaries.isDigit(c);
            upper |= c >= 'A' && c <= 'Z';
            lower |= c >= 'a' && c <= 'z';
        }
        if (start > index + 1 && end - start == LENGTH && digit && upper && lower) {
            out.hit("CREDENTIAL", start, end, 0.9, "credential/aws-secret-key");
        }
    }

    private static boolean isSecretName(String text, int key) {
        int i = joined(text, key);
        if (text.regionMatches(true, i - 6, "access", 0, 6)) {
            i = joined(text, i - 6);
        }
        return text.regionMatches(true, i - 6, "secret", 0, 6);
    }

    private static int joined(String text, int index) {
        char c = peek(text, index - 1);
        return c == '_' || c == ' ' || c == '-' ? index - 1 : index;
    }

    private static boolean isBase64(char c) {
        return Boundaries.isAsciiAlnum(c) || c == '+' || c == '/' || c == '=';
    }

    private static boolean isJoint(char c) {
        return c == '"' || c == '\'' || c == ' ' || c == '=' || c == ':' || c == '>' || c == '\\' || c == '`';
    }
}
