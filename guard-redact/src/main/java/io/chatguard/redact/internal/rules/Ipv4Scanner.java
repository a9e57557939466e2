package io.chatguard.redact.internal.rules;

import io.chatguard.redact.internal.engine.Boundaries;
import io.chatguard.redact.internal.engine.ContextWords;
import io.chatguard.redact.internal.engine.Hits;
import io.chatguard.redact.internal.engine.NumberRun;
import io.chatguard.redact.internal.engine.NumberRun.Gap;
import io.chatguard.redact.internal.engine.ScanContext;
import io.chatguard.redact.internal.engine.ScanContext.Mark;

/**
 * IPv4 addresses in dotted decimal: exactly four octets of 0 to 255, up to three digits each.
 *
 * <p>Five or more dotted numbers are a version number, as are four behind a word such as {@code version}. Port and
 * prefix length stay outside the span. An address inside an IPv6 address is not reported again.
 */
final class Ipv4Scanner {
    private static final String TYPE = "IP_ADDRESS";
    private static final String RULE = "ip/v4";
    private static final int VERSION_DISTANCE = 14;

    private final ContextWords words = Contexts.of(TYPE);
    private final ContextWords versions = Contexts.of("VERSION");

    void scan(String text, NumberRun run, ScanContext context, Hits out) {
        for (int g = run.startsPhone() ? 1 : 0; g + 3 < run.count(); g++) {
            if (!isQuad(text, run, g)) {
                continue;
            }
            int start = run.start(g);
            int end = run.end(g + 3);
            run.take(g, g + 4);
            if (start < context.mark(Mark.IP)) {
                continue;
            }
            double score = 0.6;
            if (versions.before(text, start, VERSION_DISTANCE)) {
                score = 0.2;
            } else if (words.near(text, start, end, context)) {
                score = 0.95;
            }
            out.hit(TYPE, start, end, score, RULE);
        }
    }

    private static boolean isQuad(String text, NumberRun run, int g) {
        for (int k = g; k < g + 4; k++) {
            boolean last = k == g + 3;
            if (run.size(k) > 3 || run.taken(k) || (run.gap(k) == Gap.DOT) == last || octet(text, run, k) > 255) {
                return false;
            }
        }
        return run.gapBefore(g) != Gap.DOT
                && !Boundaries.gluedBefore(text, run.start(g))
                && !Boundaries.gluedAfter(text, run.end(g + 3));
    }

    private static int octet(String text, NumberRun run, int group) {
        int value = 0;
        for (int i = run.start(group); i < run.end(group); i++) {
            value = value * 10 + text.charAt(i) - '0';
        }
        return value;
    }
}
