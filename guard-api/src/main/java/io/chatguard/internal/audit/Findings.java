package io.chatguard.internal.audit;

import io.chatguard.AuditTrail.Damage;
import io.chatguard.AuditTrail.Problem;
import java.util.ArrayList;
import java.util.List;

/** What a verification has found, in order; at most {@value #MOST} problems, since a broken file has one per line. */
final class Findings {

    static final int MOST = 100;

    private final List<Problem> problems = new ArrayList<>();
    private final List<String> notices = new ArrayList<>();

    /** Adds a problem; one that goes on from the line before in the same way lengthens that one. */
    void problem(Damage damage, String file, long fromLine, long toLine, long sequence, String what) {
        if (!problems.isEmpty()) {
            Problem last = problems.get(problems.size() - 1);
            if (last.damage() == damage && last.file().equals(file) && last.toLine() + 1 == fromLine) {
                lengthenLast(damage, last.what(), file, toLine);
                return;
            }
        }
        if (problems.size() < MOST) {
            problems.add(new Problem(damage, file, fromLine, toLine, sequence, what));
        } else if (problems.size() == MOST) {
            problems.add(new Problem(damage, file, fromLine, toLine, sequence, "and more, which is not listed"));
        }
    }

    /** Tells the last problem another way, now that more is known of it. */
    void replaceLast(Damage damage, String what) {
        Problem last = problems.get(problems.size() - 1);
        lengthenLast(damage, what, last.file(), last.toLine());
    }

    /** The same, with its place going on up to that line if it is in the same file. */
    void lengthenLast(Damage damage, String what, String file, long toLine) {
        Problem last = problems.get(problems.size() - 1);
        long to = last.file().equals(file) ? toLine : last.toLine();
        problems.set(problems.size() - 1, new Problem(damage, last.file(), last.fromLine(), to, last.sequence(), what));
    }

    void notice(String what) {
        if (notices.size() < MOST) {
            notices.add(what);
        }
    }

    int count() {
        return problems.size();
    }

    List<Problem> problems() {
        return problems;
    }

    List<String> notices() {
        return notices;
    }
}
