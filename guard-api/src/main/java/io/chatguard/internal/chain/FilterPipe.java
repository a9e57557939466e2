package io.chatguard.internal.chain;

import io.chatguard.GuardException;
import io.chatguard.internal.json.PieceSink;
import io.chatguard.internal.json.TextPipe;
import io.chatguard.spi.StreamFilter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * The filters of one channel in a row: what the first lets out is the second's text.
 *
 * <p>Each stage keeps the text its filter has not decided on, together with how many source characters every piece of
 * it stands for, so that the last stage can still tell which characters of the source are unchanged. That is what
 * keeps untouched JSON escapes as they were written, and what shifts the offsets of annotations.
 */
final class FilterPipe implements TextPipe {

    /** A filter and who it belongs to. */
    record Named(String owner, StreamFilter filter) {}

    private final List<Stage> stages = new ArrayList<>();

    FilterPipe(List<Named> filters) {
        for (Named named : filters) {
            stages.add(new Stage(named));
        }
    }

    @Override
    public void feed(CharSequence decoded, PieceSink out) {
        if (decoded.length() == 0) {
            return;
        }
        if (stages.isEmpty()) {
            out.accept(decoded, decoded.length(), true);
            return;
        }
        stages.get(0).take(decoded, decoded.length(), true);
        run(out, false);
    }

    @Override
    public void finish(PieceSink out) {
        run(out, true);
    }

    private void run(PieceSink out, boolean last) {
        for (int i = 0; i < stages.size(); i++) {
            Stage stage = stages.get(i);
            PieceSink next = i + 1 < stages.size() ? stages.get(i + 1)::take : out;
            stage.decide(next, last);
        }
    }

    /** One filter and its undecided text. */
    private static final class Stage implements StreamFilter.Output {

        /** A run of the undecided text that stands for {@code source} source characters. */
        private static final class Run {
            private int length;
            private int source;
            private final boolean identity;

            Run(int length, int source, boolean identity) {
                this.length = length;
                this.source = source;
                this.identity = identity;
            }
        }

        private final Named named;
        private final StringBuilder text = new StringBuilder();
        private final ArrayDeque<Run> runs = new ArrayDeque<>();
        private PieceSink next = (piece, source, identity) -> {};
        private int head;
        private boolean grown;

        Stage(Named named) {
            this.named = named;
        }

        void take(CharSequence piece, int source, boolean identity) {
            text.append(piece);
            grown = true;
            Run tail = runs.peekLast();
            if (identity && tail != null && tail.identity) {
                tail.length += piece.length();
                tail.source += source;
            } else {
                runs.add(new Run(piece.length(), source, identity));
            }
        }

        void decide(PieceSink out, boolean last) {
            if (!last && !grown) {
                return;
            }
            grown = false;
            next = out;
            head = 0;
            try {
                if (last) {
                    named.filter().onEnd(text, this);
                } else {
                    named.filter().onText(text, this);
                }
            } catch (GuardException | AskAgainSignal e) {
                throw e;
            } catch (RuntimeException e) {
                throw ExchangeRun.stageFailed(named.owner(), e);
            }
            if (last && head < text.length()) {
                pass(text.length() - head);
            }
            if (last) {
                flushEmptyRuns();
            }
            text.delete(0, head);
            head = 0;
        }

        @Override
        public void pass(int chars) {
            check(chars);
            int left = chars;
            while (left > 0) {
                Run run = runs.getFirst();
                int part = Math.min(left, run.length);
                // All of a replacement's source goes with its first part.
                int source = run.identity ? part : run.source;
                next.accept(text.subSequence(head, head + part), source, run.identity);
                run.length -= part;
                run.source -= source;
                head += part;
                left -= part;
                if (run.length == 0) {
                    runs.removeFirst();
                }
            }
        }

        @Override
        public void replace(int chars, String with) {
            check(chars);
            int source = 0;
            int left = chars;
            while (left > 0) {
                Run run = runs.getFirst();
                int part = Math.min(left, run.length);
                int taken = run.identity ? part : run.source;
                source += taken;
                run.length -= part;
                run.source -= taken;
                left -= part;
                if (run.length == 0) {
                    runs.removeFirst();
                }
            }
            head += chars;
            next.accept(with, source, false);
        }

        private void flushEmptyRuns() {
            Run run;
            while ((run = runs.pollFirst()) != null) {
                next.accept("", run.source, run.identity && run.source == 0);
            }
        }

        private void check(int chars) {
            if (chars < 0 || chars > text.length() - head) {
                throw new IllegalArgumentException("a filter decided on more text than it was given");
            }
        }
    }
}
