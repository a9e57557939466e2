package io.chatguard.redact.internal.plan;

import io.chatguard.redact.internal.surrogate.SurrogateForm;
import io.chatguard.redact.internal.surrogate.Word;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Makes of any marks on one text an ordered list without overlaps in which no written word grows into another. */
final class Marks {

    private static final Comparator<Mark> ORDER = Comparator.comparingInt(Mark::start)
            .thenComparing(Comparator.comparingInt(Mark::end).reversed());

    /** Said of a mark that grows together with the one beside it. */
    private static final int JOINED = -1;

    private final String text;
    private final List<Mark> pending;
    private final List<Mark> done;
    private int next;

    private Marks(String text, List<Mark> pending) {
        this.text = text;
        this.pending = pending;
        this.done = new ArrayList<>(pending.size());
    }

    /** Unites marks that overlap: a part of a value that stuck out would stay in clear. */
    static List<Mark> withoutOverlaps(List<Mark> marks) {
        if (marks.size() < 2) {
            return marks;
        }
        List<Mark> sorted = new ArrayList<>(marks);
        sorted.sort(ORDER);
        List<Mark> out = new ArrayList<>(sorted.size());
        Mark last = sorted.get(0);
        for (int i = 1; i < sorted.size(); i++) {
            Mark mark = sorted.get(i);
            if (mark.start() < last.end()) {
                last = last.merge(mark);
            } else {
                out.add(last);
                last = mark;
            }
        }
        out.add(last);
        return out;
    }

    /**
     * Widens each mark that writes a word over the word characters that it would grow together with, so that every
     * surrogate is read back exactly as it was written. Conservative: it takes everything for joined that the reader
     * of surrogates might join ({@code \_}, and stars beside underscores). Linear: every character is passed over at
     * most twice, and every mark is united at most once.
     *
     * @param marks ordered, without overlaps
     */
    static List<Mark> withBoundaries(String text, List<Mark> marks) {
        return marks.isEmpty() ? marks : new Marks(text, marks).widenAll();
    }

    private List<Mark> widenAll() {
        while (next < pending.size()) {
            Mark mark = pending.get(next++);
            Mark before = mark;
            do {
                before = mark;
                mark = united(mark);
                if (mark.writesWord()) {
                    mark = widenedLeft(mark);
                    mark = widenedRight(mark);
                }
            } while (mark != before);
            done.add(mark);
        }
        return done;
    }

    private Mark united(Mark mark) {
        Mark m = mark;
        while (next < pending.size() && pending.get(next).start() < m.end()) {
            m = m.merge(pending.get(next++));
        }
        while (!done.isEmpty() && last().end() > m.start()) {
            m = m.merge(done.remove(done.size() - 1));
        }
        return m;
    }

    private Mark last() {
        return done.get(done.size() - 1);
    }

    private Mark widenedLeft(Mark mark) {
        int floor = done.isEmpty() ? 0 : last().end();
        boolean word = !done.isEmpty() && last().writesWord();
        int start = left(mark.start(), floor, word);
        return start == JOINED ? mark.merge(done.remove(done.size() - 1)) : mark.spanning(start, mark.end());
    }

    private int left(int start, int floor, boolean wordBefore) {
        int i = start;
        boolean underscore = false;
        while (i > floor && isSeparator(text.charAt(i - 1))) {
            i--;
            underscore |= text.charAt(i) == '_';
        }
        if (i < start && !underscore) {
            return start;
        }
        if (i == floor) {
            return wordBefore ? JOINED : start;
        }
        if (!SurrogateForm.isWord(text.charAt(i - 1)) || Word.endsEscape(text, floor, i)) {
            return start;
        }
        while (i > floor && isJoint(text.charAt(i - 1))) {
            i--;
        }
        if (i == floor && wordBefore) {
            return JOINED;
        }
        while (isSeparator(text.charAt(i))) {
            i++;
        }
        return i;
    }

    private Mark widenedRight(Mark mark) {
        int ceiling = next < pending.size() ? pending.get(next).start() : text.length();
        boolean word = next < pending.size() && pending.get(next).writesWord();
        int end = right(mark.end(), ceiling, word);
        return end == JOINED ? mark.merge(pending.get(next++)) : mark.spanning(mark.start(), end);
    }

    private int right(int end, int ceiling, boolean wordBehind) {
        int i = end;
        boolean underscore = false;
        while (i < ceiling && isSeparator(text.charAt(i))) {
            underscore |= text.charAt(i) == '_';
            i++;
        }
        if (i > end && !underscore) {
            return end;
        }
        if (i == ceiling) {
            return wordBehind ? JOINED : end;
        }
        if (!SurrogateForm.isWord(text.charAt(i))) {
            return end;
        }
        while (i < ceiling && isJoint(text.charAt(i))) {
            i++;
        }
        if (i == ceiling && wordBehind) {
            return JOINED;
        }
        while (isSeparator(text.charAt(i - 1))) {
            i--;
        }
        return i;
    }

    private static boolean isSeparator(char c) {
        return c == '_' || c == '*' || c == '\\';
    }

    private static boolean isJoint(char c) {
        return c == '*' || c == '\\' || SurrogateForm.isWord(c);
    }
}
