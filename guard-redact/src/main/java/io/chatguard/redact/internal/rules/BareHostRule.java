package io.chatguard.redact.internal.rules;

import static io.chatguard.redact.internal.engine.Boundaries.isAsciiLetter;
import static io.chatguard.redact.internal.engine.Boundaries.peek;

import io.chatguard.redact.internal.engine.AnchoredRule;
import io.chatguard.redact.internal.engine.Boundaries;
import io.chatguard.redact.internal.engine.ContextWords;
import io.chatguard.redact.internal.engine.Hits;
import io.chatguard.redact.internal.engine.ScanContext;
import io.chatguard.redact.internal.engine.ScanContext.Mark;
import io.chatguard.redact.internal.rules.HostSuffixes.Kind;
import java.util.Locale;
import java.util.Set;

/**
 * Hosts and URLs without a scheme: {@code example.com}, {@code www.example.org/path?x=1}.
 *
 * <p>A name below a top-level domain that means nothing else: 0.6; with {@code www.}, a port, a path or a word such as
 * {@code website} near it 0.75. Where the last label is also a word or a member ({@code sound.academy},
 * {@code user.name}) it takes {@code www.}, a path, or the word before it: 0.5. Where it is also the ending of a file
 * ({@code setup.py}), or nothing but digits precedes it, it takes {@code www.} or the word immediately before it. Less is not reported at all, since every
 * line of a program would.
 *
 * <p>No host: what {@code @} joins (an address of mail), what stands in a path, is called or indexed
 * ({@code obj.open(}), a package ({@code java.io}), a sentence that starts without a blank ({@code end.In}), a
 * suffix by itself ({@code co.uk}).
 */
final class BareHostRule implements AnchoredRule {
    private static final String RULE = "url/host";
    private static final int WORD_DISTANCE = 60;
    private static final int FILE_DISTANCE = 16;
    private static final int NEXT_WORD = 8;
    private static final Set<String> PACKAGES = Set.of(
            "com",
            "org",
            "net",
            "edu",
            "gov",
            "io",
            "java",
            "javax",
            "jdk",
            "sun",
            "jakarta",
            "android",
            "androidx",
            "kotlin",
            "scala",
            "system",
            "std");

    private final ContextWords words = Contexts.of(UrlRule.TYPE);

    @Override
    public boolean wakes(char previous, char anchor) {
        return (previous == '.' && isAsciiLetter(anchor)) || (previous == '\0' && anchor == '.');
    }

    @Override
    public void at(String text, int index, ScanContext context, Hits out) {
        int from = text.charAt(index) == '.' ? index + 1 : index;
        if (from >= text.length() || from < context.mark(Mark.URL) || from < context.mark(Mark.URL_USERINFO)) {
            return;
        }
        int end = UrlSpan.labelEnd(text, from);
        Kind kind = kind(text, from, end);
        if (kind == Kind.NONE || continues(text, from, end) || (kind != Kind.PLAIN && isAssigned(text, end))) {
            return;
        }
        int start = UrlSpan.hostStart(text, from - 1, context.mark(Mark.URL));
        if (start < 0 || start >= from - 1 || text.charAt(from - 2) == '.' || isJoined(text, start, kind)) {
            return;
        }
        int path = UrlSpan.portEnd(text, end);
        boolean opens = UrlSpan.opensPath(text, path) && isPath(text, path);
        double score = score(text, start, from, end, kind, path > end || opens, context);
        if (score > 0) {
            int last = opens ? UrlSpan.end(text, start, path) : path;
            context.advance(Mark.URL, last);
            out.hit(UrlRule.TYPE, start, last, score, RULE);
        }
    }

    /** {@code .NET} is a name. */
    private Kind kind(String text, int from, int end) {
        return text.startsWith("N", from) && text.regionMatches(true, from, "net", 0, 3) && end - from == 3
                ? Kind.WORD
                : HostSuffixes.shipped().kind(text, from, end);
    }

    /** What follows a label that is not the last, a member of a program, or a mail address. */
    private static boolean continues(String text, int from, int end) {
        char next = peek(text, end);
        return next == '@'
                || next == '.' && Boundaries.gluedAfter(text, end + 1) && !isSentence(text, from, end + 1)
                || next == '('
                || next == '['
                || next == '='
                || next == '\\'
                || next == '_'
                || next == '-' && Boundaries.gluedAfter(text, end + 1)
                || next == ':' && peek(text, end + 1) == ':'
                || Boundaries.gluedAfter(text, end);
    }

    /** Whether a sentence starts at {@code next} without a blank: the first capital. */
    private static boolean isSentence(String text, int from, int next) {
        return Character.isLowerCase(text.charAt(from))
                && Character.isUpperCase(text.charAt(next))
                && !Character.isUpperCase(peek(text, next + 1));
    }

    /** {@code page.data = …}, {@code page.data += …} */
    private static boolean isAssigned(String text, int end) {
        int i = end;
        while (i - end < 8 && peek(text, i) == ' ') {
            i++;
        }
        return peek(text, i) == '=' || (i > end && peek(text, i + 1) == '=');
    }

    /** What stands before a member of a program, a mail address's host, a part of a path or a variable. */
    private static boolean isJoined(String text, int start, Kind kind) {
        char before = peek(text, start - 1);
        char further = peek(text, start - 2);
        if (before == '/') {
            boolean relative = further == '/' && peek(text, start - 3) != ':' && kind == Kind.PLAIN;
            return !relative || Boundaries.gluedBefore(text, start - 2);
        }
        return before == '@'
                || before == '\\' && further == '\\'
                || before == '$'
                || before == '%'
                || before == '#'
                || before == '&'
                || before == '~'
                || before == '>' && further == '-'
                || before == ':' && further == ':';
    }

    /** A slash alone separates alternatives ({@code this.name/that}) unless something follows it. */
    private static boolean isPath(String text, int index) {
        char c = text.charAt(index);
        char next = peek(text, index + 1);
        return c == '/' || (next > ' ' && next != '"' && next != '\'' && next != '?' && next != '!');
    }

    private double score(String text, int start, int from, int end, Kind kind, boolean path, ScanContext context) {
        int labels = labels(text, start, from);
        boolean www = labels > 1 && isWww(text, start);
        if (!UrlRule.hasLetter(text, start, from - 1)) {
            return words.before(text, start, NEXT_WORD) ? 0.5 : 0;
        }
        if (www) {
            return 0.75;
        }
        boolean country = end - from == 2;
        if (isCased(text, start, from, end, kind) || isPackage(text, start, from, end, kind)) {
            return 0;
        }
        if (labels == 1 && country && HostSuffixes.shipped().isSecondLevel(text, start, from - 1)) {
            return 0;
        }
        return switch (kind) {
            case PLAIN -> {
                if (path || words.near(text, start, end, context)) {
                    yield 0.75;
                }
                yield from - start == 2 && country ? 0 : 0.6;
            }
            case WORD -> path && isLower(text, start, end) || words.before(text, start, WORD_DISTANCE) ? 0.5 : 0;
            case FILE -> words.before(text, start, FILE_DISTANCE) ? 0.5 : 0;
            default -> 0;
        };
    }

    private static int labels(String text, int start, int from) {
        int labels = 0;
        for (int i = start; i < from; i++) {
            labels += text.charAt(i) == '.' ? 1 : 0;
        }
        return labels;
    }

    private static boolean isWww(String text, int start) {
        if (!text.regionMatches(true, start, "www", 0, 3)) {
            return false;
        }
        char c = text.charAt(start + 3);
        return c == '.' || (Boundaries.isDigit(c) && text.charAt(start + 4) == '.');
    }

    /** A capital starts a sentence or a member's name; {@code Example.Com} and {@code EXAMPLE.DE} are hosts all the same. */
    private static boolean isCased(String text, int start, int from, int end, Kind kind) {
        if (!Character.isUpperCase(text.charAt(from)) || (kind == Kind.PLAIN && end - from > 2)) {
            return false;
        }
        return !isUpper(text, start, end);
    }

    private static boolean isUpper(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (Character.isLowerCase(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isLower(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (Character.isUpperCase(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /** {@code java.io}, {@code org.example.app}: a host is written the other way round. */
    private static boolean isPackage(String text, int start, int from, int end, Kind kind) {
        if (kind == Kind.PLAIN && end - from > 2) {
            return false;
        }
        int dot = text.indexOf('.', start);
        return dot - start <= 8 && PACKAGES.contains(text.substring(start, dot).toLowerCase(Locale.ROOT));
    }
}
