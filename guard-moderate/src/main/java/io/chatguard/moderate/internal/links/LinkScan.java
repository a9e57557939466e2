package io.chatguard.moderate.internal.links;

import java.util.ArrayDeque;
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
 * looked at a bounded number of times, and what is held back is bounded: by {@link #LONGEST_LABEL} up to where the scan
 * waits, and from there by {@link Targets#LONGEST} and the like. What lies further back than a bound is forgotten, in a
 * stream and in a whole text alike, and so decides nothing.
 */
final class LinkScan {

    /** How far an opening bracket is held back for its closing one. */
    static final int LONGEST_LABEL = 1024;
    /** Where in a word links are looked for: so much before its end. */
    static final int LONGEST_WORD = 256;

    private static final int LONGEST_TAG = 1024;

    private record Bracket(int start, int open, boolean atLineStart) {}

    private final Decoded text;
    private final boolean complete;
    private final Hosts hosts;
    private final Targets targets;
    private final Removals removals;
    private final int n;
    private final Deque<Bracket> brackets = new ArrayDeque<>();
    private int closing;
    private int assigning;
    private int waiting = -1;
    private boolean overlong;

    /** @param before what stands before the text; is read on */
    LinkScan(Decoded text, boolean complete, Hosts hosts, Before before) {
        this.text = text;
        this.complete = complete;
        this.hosts = hosts;
        this.targets = new Targets(text, complete, hosts);
        this.removals = new Removals(text, before);
        this.n = text.length();
    }

    /** Up to where in the source all is decided. */
    int run() {
        int i = 0;
        int reached = 0;
        while (i < n && waiting < 0 && !overlong) {
            reached = i;
            i = step(i);
        }
        if (waiting < 0) {
            reached = i;
        }
        int decided = waiting < 0 ? i : removals.opening(waiting);
        if (!complete && !overlong) {
            forgetBrackets(reached);
            decided = brackets.isEmpty()
                    ? decided
                    : Math.min(decided, brackets.getFirst().start());
        }
        return text.source(decided);
    }

    /** The text as it is looked at. */
    Decoded text() {
        return text;
    }

    /** What is to be changed, in order. */
    List<Removal> removals() {
        return removals.inOrder();
    }

    /** Whether what follows belongs to a link that was too long to be judged, and is dropped up to its end. */
    boolean isOverlong() {
        return overlong;
    }

    private int step(int i) {
        char c = text.at(i);
        boolean first = removals.before(i).isAtLineStart();
        if (c == '\n' && first) {
            brackets.clear();
        }
        return switch (c) {
            case '!' -> i + 1 == n && !complete ? waitAt(i) : i + 1;
            case '[' -> open(i, first);
            case ']' -> close(i);
            case '<' -> text.isLiteral(i) ? angle(i) : i + 1;
            default -> LinkSyntax.isAlnum(c) ? word(i) : i + 1;
        };
    }

    private int waitAt(int index) {
        waiting = index;
        return n;
    }

    /** Those too far back to be closed at that place, which a stream has let go. */
    private void forgetBrackets(int place) {
        while (!brackets.isEmpty()
                && text.source(place) - text.source(brackets.getFirst().start()) >= LONGEST_LABEL) {
            brackets.removeFirst();
        }
    }

    private int open(int i, boolean first) {
        forgetBrackets(i);
        boolean image = i > 0 && text.at(i - 1) == '!';
        brackets.addLast(new Bracket(image ? i - 1 : i, i, first));
        return i + 1;
    }

    private int close(int i) {
        forgetBrackets(i);
        Optional<Bracket> bracket = Optional.ofNullable(brackets.pollLast());
        int hold = bracket.map(Bracket::start).orElse(i);
        if (i + 1 == n && !complete) {
            return waitAt(hold);
        }
        return switch (text.peek(i + 1)) {
            case '(' -> inline(i, bracket, hold);
            case ':' -> definition(i, bracket, hold);
            default -> i + 1;
        };
    }

    /** {@code ](target "title")}. */
    private int inline(int close, Optional<Bracket> bracket, int hold) {
        int from = targets.skipBlanks(close + 2);
        int end = from == n && !complete ? Targets.TO_COME : targets.end(from, true);
        if (end == Targets.TO_COME) {
            return waitAt(hold);
        }
        Target target = targets.judged(from, end);
        if (target.problem().isEmpty()) {
            return end;
        }
        overlong = targets.isOverlong(from, end);
        int whole = overlong ? end : targets.constructEnd(text.peek(end) == '>' ? end + 1 : end);
        if (whole == Targets.TO_COME) {
            return waitAt(hold);
        }
        // The brackets stay: without them what stands before and in them could become one word, and a link.
        Optional<Bracket> image = bracket.filter(b -> b.start() < b.open());
        image.ifPresent(b -> removals.unmark(b.start(), b.open(), target));
        return behind(removals.noteApart(close + 1, whole, image.isPresent() ? "image" : "link", target));
    }

    /**
     * {@code [label]: target}. The label may be further back than is remembered, and what is removed of it brings it
     * nearer: so a target is judged whether or not the label's start is known.
     */
    private int definition(int close, Optional<Bracket> bracket, int hold) {
        int from = targets.skipBlanks(close + 2);
        int end = from == n && !complete ? Targets.TO_COME : targets.end(from, false);
        if (end == Targets.TO_COME) {
            return waitAt(hold);
        }
        Target target = targets.judged(from, end);
        // Within a line "[10:15]: x:y" is prose more often than a definition in a list.
        boolean prose = target.problem().filter(Problem.SCHEME::equals).isPresent()
                && bracket.filter(b -> !b.atLineStart() && !removals.isAnyFrom(b.start()))
                        .isPresent();
        overlong = targets.isOverlong(from, end);
        int whole = !overlong && text.peek(end) == '>' ? end + 1 : end;
        if (target.problem().isEmpty() || prose) {
            removals.passTarget(hold, from, whole, from == close + 2);
            return close + 2;
        }
        return note(from, whole, target);
    }

    private int note(int from, int to, Target target) {
        return behind(removals.note(from, to, "link", target));
    }

    /** Where to go on behind a note. */
    private int behind(Removals.Replaced replaced) {
        while (!brackets.isEmpty() && brackets.getLast().start() >= replaced.start()) {
            brackets.removeLast();
        }
        return replaced.end();
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
            int end = targets.end(i, false);
            if (end == Targets.TO_COME) {
                return waitAt(i);
            }
            if (text.peek(end) == '>' && noBlank(i, end)) {
                Target target = targets.judged(i, end);
                return target.problem().isEmpty() ? end + 1 : note(i, end + 1, target);
            }
        }
        return tag(i);
    }

    private int tag(int i) {
        int limit = Math.min(n, i + LONGEST_TAG);
        closing = next('>', closing, i);
        assigning = next('=', assigning, i);
        Optional<Tag> read =
                closing < limit ? Tag.read(text, i, limit, hosts) : Tag.unclosed(text, i, limit, assigning < limit);
        if (read.isEmpty()) {
            return i + 1;
        }
        Tag tag = read.get();
        boolean cut = n - i >= LONGEST_TAG;
        if (tag.end() < 0 && !cut && !complete) {
            return waitAt(i);
        }
        // What makes a tag harmful that is cut may come yet.
        Optional<Problem> problem = tag.end() < 0 && cut ? Optional.of(Problem.ACTIVE) : tag.problem();
        if (problem.isPresent()) {
            removals.show(i, problem.get());
        } else {
            removals.pass(i, tag.end() < 0 ? n : tag.end());
        }
        return i + 1;
    }

    /** The index of the next such character from {@code from} on that is no reference, given the one found before. */
    private int next(char c, int known, int from) {
        int i = Math.max(known, from);
        while (i < n && !(text.at(i) == c && text.isLiteral(i))) {
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
        Before before = removals.before(start);
        boolean name =
                before.word() == 0 && text.text(start, Math.min(n, start + 4)).equalsIgnoreCase("www.");
        int end = start;
        while (end < n && LinkSyntax.isScheme(text.at(end)) && !(name && targets.isOverlong(start, end))) {
            end++;
        }
        boolean huge = before.word() + end - start > LONGEST_WORD;
        int from = name ? start : Math.max(start, end - LONGEST_WORD - 1);
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
                boolean behindName = scheme > 0 && name;
                return bare(behindName ? from : from + scheme, colon, behindName);
            }
        }
        boolean www = name && (word.length() > 4 || Character.isLetter(next));
        boolean port = colon == end && LinkSyntax.isDigit(text.peek(end + 1));
        boolean named = !huge
                && before.last() != '@'
                && ("/?#\\".indexOf(next) >= 0 && next != '\0' || port)
                && Hosts.isKnownName(word);
        return www || named ? bare(from, end, true) : end;
    }

    /** A link in the open: from {@code start} to a blank, a quote or a bracket, without the punctuation behind it. */
    private int bare(int start, int from, boolean nameOnly) {
        int end = from;
        while (end < n && !targets.isOverlong(start, end) && !LinkSyntax.endsBare(text, end)) {
            end++;
        }
        if (end == n && !complete) {
            return waitAt(start);
        }
        overlong = targets.isOverlong(start, end);
        int trimmed = end;
        while (!overlong && trimmed > from && LinkSyntax.BEHIND_A_LINK.indexOf(text.at(trimmed - 1)) >= 0) {
            trimmed--;
        }
        Target target = targets.open(start, trimmed, nameOnly);
        return target.problem().isEmpty() ? trimmed : note(start, trimmed, target);
    }
}
