package io.chatguard.redact.internal.rules;

import static io.chatguard.redact.internal.engine.Boundaries.peek;

import io.chatguard.redact.internal.engine.AnchoredRule;
import io.chatguard.redact.internal.engine.Boundaries;
import io.chatguard.redact.internal.engine.Hits;
import io.chatguard.redact.internal.engine.ScanContext;
import io.chatguard.redact.internal.engine.ScanContext.Mark;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * JSON Web Tokens: three (RFC 7519) or five (RFC 7516) base64url parts, the first a JSON object with {@code "alg"}.
 *
 * <p>The signature may be empty ({@code alg: none}). Woken at the {@code J} of {@code eyJ}, which is <code>{"</code> in
 * base64. Headers of more than {@value #LONGEST_HEADER} characters are not looked at.
 */
final class JwtRule implements AnchoredRule {
    private static final int LONGEST_HEADER = 4096;

    @Override
    public boolean wakes(char previous, char anchor) {
        return anchor == 'J' && previous == 'y';
    }

    @Override
    public void at(String text, int index, ScanContext context, Hits out) {
        if (index < context.mark(Mark.JWT) || index < 2 || !text.startsWith("ey", index - 2)) {
            return;
        }
        int start = index - 2;
        if (Boundaries.gluedBefore(text, start)) {
            return;
        }
        int header = partEnd(text, start, LONGEST_HEADER);
        context.advance(Mark.JWT, header);
        if (peek(text, header) != '.' || !namesAlgorithm(text, start, header)) {
            return;
        }
        int end = partEnd(text, header + 1, Integer.MAX_VALUE);
        int parts = 2;
        while (parts < 5 && peek(text, end) == '.' && (parts == 2 || isPart(peek(text, end + 1)))) {
            end = partEnd(text, end + 1, Integer.MAX_VALUE);
            parts++;
        }
        if (parts == 4 || parts < 3) {
            if (end - start < 20) {
                return;
            }
        }
        context.advance(Mark.JWT, end);
        out.hit("CREDENTIAL", start, end, 0.98, "credential/jwt");
    }

    private static int partEnd(String text, int from, int longest) {
        int i = from;
        while (i < text.length() && i - from < longest && isPart(text.charAt(i))) {
            i++;
        }
        return i;
    }

    private static boolean isPart(char c) {
        return Boundaries.isAsciiAlnum(c) || c == '-' || c == '_';
    }

    private static boolean namesAlgorithm(String text, int from, int to) {
        try {
            byte[] json = Base64.getUrlDecoder().decode(text.substring(from, to));
            String header = new String(json, StandardCharsets.UTF_8).strip();
            return header.startsWith("{") && header.endsWith("}") && header.contains("\"alg\"");
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
