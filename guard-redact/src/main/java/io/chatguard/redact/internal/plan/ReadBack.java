package io.chatguard.redact.internal.plan;

import io.chatguard.Action;
import io.chatguard.redact.internal.standin.StandIns;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a reader of answers will take for stand-ins in one text as it is going to be written. Other replacements count as
 * an underscore, which no stand-in holds and no letter or digit is.
 */
final class ReadBack {

    private final StringBuilder written = new StringBuilder();
    private final List<Integer> spans = new ArrayList<>();

    ReadBack(String text, List<Mark> marks, Function<Mark, Optional<String>> standIn) {
        int at = 0;
        for (Mark mark : marks) {
            written.append(text, at, mark.start());
            if (mark.action() == Action.SUBSTITUTE) {
                spans.add(written.length());
                written.append(standIn.apply(mark).orElseThrow());
                spans.add(written.length());
            } else {
                written.append('_');
            }
            at = mark.end();
        }
        written.append(text, at, text.length());
    }

    /** Whether these are the spans that were written, and no others. */
    boolean isExact(StandIns readBy) {
        List<Integer> read = new ArrayList<>();
        readBy.find(written.toString(), 0, written.length(), (start, end) -> {
            read.add(start);
            read.add(end);
        });
        return read.equals(spans);
    }
}
