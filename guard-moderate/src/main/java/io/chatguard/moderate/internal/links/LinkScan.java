package io.chatguard.moderate.internal.links;

import io.chatguard.spi.Edit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One look at a text from where it is undecided: what is to be changed, and how far that is certain.
 *
 * <p>It does not follow one Markdown dialect but looks for whatever some renderer may take for a link: targets behind
 * {@code ](} and {@code ]:}, {@code <scheme:…>}, tags, and bare words with a scheme or {@code www.} in front or a known
 * domain before a slash. Code is no exception, since renderers disagree on where it ends. Linear: each character is
 * looked at a bounded number of times, and what is held back is bounded by {@link #LONGEST_LINK} and {@link #LONGEST_LABEL}.
 */
final class LinkScan {

    /** A target that is longer is not let through. */
    static final int LONGEST_LINK = 2048;
    /** How far an opening bracket is held back for its closing one. */
    static final int LONGEST_LABEL = 1024;

    private static final int LONGEST_TAG = 1024;
    private static final int LONGEST_WORD = 256;
    private static final int MOST_BRACKETS = 16;
    private static final int WIDEST_GAP = 64;
    /** A tag that is let through as long as nothing in it is changed: that could change where its values end. */
    private record OpenTag(int start, int end) {}

    private record Bracket(int start, int open, boolean atLineStart) {}

    private final CharSequence source;
    private final Decoded text;
    private final boolean complete;
    private final Hosts hosts;
    private final char before;
    private final boolean colonBefore;
    private boolean colonInWord;
    private int colonsRead;
    private final int n;
    private final Deque<Bracket> brackets = new ArrayDeque<>();
    private final List<OpenTag> tags = new ArrayList<>();
    private final List<Removal> removals = new ArrayList<>();
    private boolean atLineStart;
    private int closing;
    private int assigning;
    private int waiting = -1;
    private boolean overlong;

    /**
     * @param before the character before the text, a line end where there is none
     * @param colonBefore whether a colon stands in the word before the text
     * @param atLineStart whether nothing but blanks stands before the text on its line
     */
    LinkScan(
            CharSequence source, boolean complete, Hosts hosts, char before, boolean colonBefore, boolean atLineStart) {
        this.source = source;
        this.text = new Decoded(source, complete);
        this.complete = complete;
        this.hosts = hosts;
        this.before = before;
        this.colonBefore = colonBefore;
        this.colonInWord = colonBefore;
        this.atLineStart = atLineStart;
        this.n = text.length();
    }

    /** Up to where in the source all is decided. */
    int run() {
        int i = 0;
        while (i < n && waiting < 0 && !overlong) {
            i = step(i);
        }
        int decided = waiting >= 0 ? text.source(waiting) : overlong ? text.source(i) : text.sourceLength();
        for (OpenTag tag : tags) {
            if (waiting >= 0 && waiting < tag.end()) {
                decided = Math.min(decided, text.source(tag.start()));
            }
        }
        if (!complete && !overlong) {
            int end = text.sourceLength();
            for (Bracket b : brackets) {
                int start = text.source(b.start());
                decided = end - start <= LONGEST_LABEL ? Math.min(decided, start) : decided;
            }
        }
        removals.sort(Comparator.comparingInt(r -> r.edit().start()));
        return decided;
    }

    /** The text as it is looked at. */
    Decoded text() {
        return text;
    }

    /** What is to be changed, in order. */
    List<Removal> removals() {
        return removals;
    }

    /** Whether what follows belongs to a link that was too long to be judged, and is dropped up to its end. */
    boolean isOverlong() {
        return overlong;
    }

    private int step(int i) {
        char c = text.at(i);
        boolean first = atLineStart;
        atLineStart = c == '\n' || first && (LinkSyntax.isBlank(c) || c == '>');
        if (c == '\n' && first) {
            brackets.clear();
        }
        return switch (c) {
            case '!' -> i + 1 == n && !complete ? waitAt(i) : i + 1;
            case '[' -> open(i, first);
            case ']' -> close(i);
            case '<' -> text.isLiteral(i, source) ? angle(i) : i + 1;
            default -> LinkSyntax.isAlnum(c) ? word(i) : i + 1;
        };
    }

    private int waitAt(int index) {
        waiting = index;
        return n;
    }

    private int open(int i, boolean first) {
        boolean image = i > 0 && text.at(i - 1) == '!';
        brackets.addLast(new Bracket(image ? i - 1 : i, i, first));
        if (brackets.size() > MOST_BRACKETS) {
            brackets.removeFirst();
        }
        return i + 1;
    }

    private int close(int i) {
        Bracket last = brackets.peekLast();
        boolean near = last != null && text.source(i) - text.source(last.start()) < LONGEST_LABEL;
        Optional<Bracket> bracket = near ? Optional.of(last) : Optional.empty();
        if (i + 1 == n && !complete) {
            return waitAt(bracket.map(Bracket::start).orElse(i));
        }
        char next = text.peek(i + 1);
        int after = i + 1;
        if (next == '(') {
            after = inline(i, bracket);
        } else if (next == ':' && bracket.isPresent()) {
            after = definition(i, bracket.get());
        }
        if (waiting < 0 && last != null) {
            brackets.removeLast();
        }
        return after;
    }

    /** A target at {@code from}: the index of its end, or -1 if that is to come. */
    private int targetEnd(int from, boolean parentheses) {
        boolean angled = text.peek(from) == '<';
        int depth = 0;
        for (int i = angled ? from + 1 : from; i < n; i++) {
            char c = text.at(i);
            if (i - from > LONGEST_LINK) {
                return i;
            }
            if (angled ? c == '>' || c == '\n' : LinkSyntax.isBlank(c) && text.isLiteral(i, source)) {
                return i;
            }
            if (!angled && parentheses) {
                depth += c == '(' ? 1 : c == ')' ? -1 : 0;
                if (depth < 0) {
                    return i;
                }
            }
        }
        return complete ? n : -1;
    }

    private Target judged(int from, int end) {
        if (end - from > LONGEST_LINK) {
            return new Target(Optional.of(Problem.AMBIGUOUS), "");
        }
        int start = text.peek(from) == '<' ? from + 1 : from;
        String written = text.text(Math.min(start, end), end);
        if (written.contains("&#")) {
            // A reference too long to be decoded here: browsers take any number of zeros.
            return new Target(Optional.of(Problem.AMBIGUOUS), "");
        }
        Target target = Target.of(written, hosts);
        // Markdown drops backslashes before punctuation; what is harmful in either reading is harmful.
        return target.problem().isPresent() || written.indexOf('\\') < 0
                ? target
                : Target.of(written.replace("\\", ""), hosts);
    }

    private int skipBlanks(int from) {
        int i = from;
        while (i < n && LinkSyntax.isBlank(text.at(i)) && i - from < WIDEST_GAP) {
            i++;
        }
        return i;
    }

    /** {@code ](target "title")}. */
    private int inline(int close, Optional<Bracket> bracket) {
        int hold = bracket.map(Bracket::start).orElse(close);
        int from = skipBlanks(close + 2);
        if (from == n && !complete) {
            return waitAt(hold);
        }
        int end = targetEnd(from, true);
        if (end < 0) {
            return waitAt(hold);
        }
        Target target = judged(from, end);
        if (target.problem().isEmpty()) {
            return end;
        }
        if (end - from > LONGEST_LINK) {
            overlong = true;
        }
        int whole = overlong ? end : constructEnd(text.peek(end) == '>' ? end + 1 : end);
        if (whole < 0) {
            return waitAt(hold);
        }
        // The brackets stay: without them what stands before and in them could become one word, and a link.
        boolean image =
                bracket.isPresent() && bracket.get().start() < bracket.get().open();
        if (image) {
            add(bracket.get().start(), bracket.get().open(), "", target);
        }
        remove(close + 1, whole, " " + note(image ? "image" : "link", target), target);
        return whole;
    }

    /** Behind the title and the closing parenthesis where there are such; -1 if that is to come. */
    private int constructEnd(int target) {
        int i = skipBlanks(target);
        if (i < n && (text.at(i) == '"' || text.at(i) == '\'' || text.at(i) == '(')) {
            char quote = text.at(i) == '(' ? ')' : text.at(i);
            int at = i + 1;
            while (at < n && at - i < LONGEST_LABEL && text.at(at) != quote) {
                at++;
            }
            if (at == n && !complete) {
                return -1;
            }
            i = at < n && text.at(at) == quote ? skipBlanks(at + 1) : i;
        }
        if (i == n && !complete) {
            return -1;
        }
        return text.peek(i) == ')' ? i + 1 : Math.min(target, n);
    }

    /** {@code [label]: target}. */
    private int definition(int close, Bracket bracket) {
        int from = skipBlanks(close + 2);
        if (from == n && !complete) {
            return waitAt(bracket.start());
        }
        int end = targetEnd(from, false);
        if (end < 0) {
            return waitAt(bracket.start());
        }
        Target target = judged(from, end);
        boolean scheme = target.problem().filter(Problem.SCHEME::equals).isPresent();
        // Within a line "[10:15]: x:y" is prose more often than a definition in a list.
        if (target.problem().isEmpty() || scheme && !bracket.atLineStart()) {
            return close + 2;
        }
        overlong = end - from > LONGEST_LINK;
        int whole = !overlong && text.peek(end) == '>' ? end + 1 : end;
        remove(from, whole, note("link", target), target);
        return whole;
    }

    private int angle(int i) {
        char next = text.peek(i + 1);
        if (i + 1 == n && !complete) {
            return waitAt(i);
        }
        if (!LinkSyntax.isLetter(next) && next != '/') {
            return i + 1;
        }
        int colon = i + 1;
        while (colon < n && LinkSyntax.isScheme(text.at(colon)) && colon - i < LONGEST_WORD) {
            colon++;
        }
        if (colon == n && !complete) {
            return waitAt(i);
        }
        if (text.peek(colon) == ':' && colon > i + 1) {
            int end = targetEnd(i, false);
            if (end < 0) {
                return waitAt(i);
            }
            if (text.peek(end) == '>' && noBlank(i, end)) {
                Target target = judged(i, end);
                if (target.problem().isEmpty()) {
                    return end + 1;
                }
                remove(i, end + 1, note("link", target), target);
                return end + 1;
            }
        }
        int limit = Math.min(n, i + LONGEST_TAG);
        closing = next('>', closing, i);
        assigning = next('=', assigning, i);
        Optional<Tag> tag = closing < limit
                ? Tag.read(text, source, i, limit, hosts)
                : Tag.unclosed(text, i, limit, assigning < limit);
        if (tag.isPresent() && tag.get().end() < 0 && n - i < LONGEST_TAG && !complete) {
            return waitAt(i);
        }
        if (tag.isPresent() && tag.get().end() < 0 && n - i >= LONGEST_TAG) {
            // What makes it harmful may come yet.
            tag = Optional.of(new Tag(-1, Optional.of(Problem.ACTIVE)));
        }
        if (tag.isPresent() && tag.get().problem().isPresent()) {
            add(i, i + 1, "&lt;", new Target(tag.get().problem(), ""));
        } else if (tag.isPresent() && tag.get().end() > 0) {
            tags.removeIf(before -> before.end() <= i);
            tags.add(new OpenTag(i, tag.get().end()));
        }
        return i + 1;
    }

    /** The index of the next such character from {@code from} on, given the one found before. */
    private int next(char c, int known, int from) {
        int i = Math.max(known, from);
        while (i < n && text.at(i) != c) {
            i++;
        }
        return i;
    }

    private boolean noBlank(int from, int end) {
        for (int i = from; i < end; i++) {
            if (LinkSyntax.isBlank(text.at(i))) {
                return false;
            }
        }
        return true;
    }

    /** A run of letters, digits, dots and hyphens, and what it may be the start of. */
    private int word(int start) {
        int end = start;
        while (end < n && (LinkSyntax.isAlnum(text.at(end)) || LinkSyntax.isScheme(text.at(end)))) {
            end++;
        }
        boolean huge = end - start > LONGEST_WORD;
        int from = huge ? end - LONGEST_WORD - 1 : start;
        if (end == n && !complete) {
            return waitAt(from);
        }
        char next = text.peek(end);
        int colon = next == ':' ? end : next == '\\' && text.peek(end + 1) == ':' ? end + 1 : -1;
        if (!complete && (next == '\\' && end + 1 == n || colon >= 0 && colon + 3 > n)) {
            return waitAt(from);
        }
        String word = text.text(from, end).toLowerCase(Locale.ROOT);
        if (colon >= 0) {
            int scheme = LinkSyntax.scheme(text, complete, word, colon);
            if (scheme == LinkSyntax.TO_COME) {
                return waitAt(from);
            }
            if (scheme >= 0) {
                boolean behindName = scheme > 0 && word.startsWith("www.");
                return bare(behindName ? from : from + scheme, colon, behindName);
            }
        }
        char previous = start == 0 ? before : text.at(start - 1);
        boolean www = word.startsWith("www.") && (word.length() > 4 || Character.isLetter(next));
        boolean port = colon == end && LinkSyntax.isDigit(text.peek(end + 1));
        boolean named = ("/?#\\".indexOf(next) >= 0 && next != '\0' || port) && Hosts.isKnownName(word);
        if (!huge && (www || named && previous != '@')) {
            return bare(from, end, true);
        }
        return end;
    }

    /** A link in the open: from {@code start} to a blank, a quote or a bracket, without the punctuation behind it. */
    private int bare(int start, int from, boolean nameOnly) {
        int end = from;
        while (end < n && end - start <= LONGEST_LINK && !LinkSyntax.endsBare(text, end)) {
            end++;
        }
        if (end == n && !complete && end - start <= LONGEST_LINK) {
            return waitAt(start);
        }
        if (end - start > LONGEST_LINK) {
            overlong = true;
            Target target = new Target(Optional.of(Problem.AMBIGUOUS), "");
            remove(start, end, note("link", target), target);
            return end;
        }
        int trimmed = end;
        while (trimmed > from && LinkSyntax.BEHIND_A_LINK.indexOf(text.at(trimmed - 1)) >= 0) {
            trimmed--;
        }
        String written = text.text(start, trimmed);
        Target target = nameOnly ? Target.ofName(written, hosts) : Target.of(written, hosts);
        Target worst = target.problem().isPresent() ? target : nested(written);
        if (worst.problem().isPresent()) {
            remove(start, trimmed, note("link", worst), worst);
        }
        return trimmed;
    }

    /** Another address further on in a link: some programs start a second link there. */
    private Target nested(String written) {
        int first = written.indexOf("://");
        int at = written.indexOf("://", first + 3);
        return at < 0 ? new Target(Optional.empty(), "") : Target.of("http" + written.substring(at), hosts);
    }

    private static String note(String what, Target target) {
        String host = Hosts.shown(target.host());
        return "(" + what + " removed" + (host.isEmpty() ? "" : ": " + host) + ")";
    }

    private void remove(int from, int to, String with, Target target) {
        for (OpenTag tag : tags) {
            if (from < tag.end()) {
                add(tag.start(), tag.start() + 1, "&lt;", target);
            }
        }
        tags.removeIf(tag -> from < tag.end());
        add(from, to, with.startsWith(" ") ? with : apart(from) + with, target);
    }

    /**
     * A blank where the note would be read together with what stands before it: behind a word, a colon or a reference,
     * and wherever a colon stands before it in the same word ({@code mailto:)<https://…>}).
     */
    private String apart(int from) {
        char previous = from == 0 ? before : text.at(from - 1);
        boolean joined = previous == ':' || previous == ';' || LinkSyntax.isAlnum(previous);
        return joined || isBehindColon(from) ? " " : "";
    }

    /** Whether a colon stands in the word before that place. Places ascend but for a few: each word is read once. */
    private boolean isBehindColon(int at) {
        if (at < colonsRead) {
            colonsRead = 0;
            colonInWord = colonBefore;
        }
        for (; colonsRead < at; colonsRead++) {
            colonInWord = LinkFilter.isInWordBehindColon(colonInWord, text.at(colonsRead));
        }
        return colonInWord;
    }

    private void add(int from, int to, String with, Target target) {
        removals.add(new Removal(
                new Edit(text.source(from), text.source(to), with),
                target.problem().orElseThrow()));
    }
}
