package io.chatguard.internal.chain;

import io.chatguard.Action;
import io.chatguard.GuardException;
import io.chatguard.GuardException.Reason;
import io.chatguard.spi.Channel;
import io.chatguard.spi.Content;
import io.chatguard.spi.Edit;
import io.chatguard.spi.Event;
import io.chatguard.spi.Exchange;
import io.chatguard.spi.Guardrail;
import io.chatguard.spi.Interceptor;
import io.chatguard.spi.Segment;
import io.chatguard.spi.StreamFilter;
import io.chatguard.spi.Verdict;
import io.chatguard.spi.View;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Lets a guardrail take part as an interceptor: asks it for verdicts, and acts on them. */
final class GuardrailStage implements Interceptor {

    private static final int LONGEST_REASON = 200;
    private static final int MOST_REMEMBERED = 256;

    private final Guardrail guardrail;
    private @Nullable Executor threads;

    GuardrailStage(Guardrail guardrail) {
        this.guardrail = guardrail;
    }

    @Override
    public String name() {
        return guardrail.name();
    }

    @Override
    public View view() {
        return guardrail.view();
    }

    @Override
    public boolean sendsTextElsewhere() {
        return guardrail.sendsTextElsewhere();
    }

    @Override
    public Call open(Exchange exchange) {
        return new Judging(exchange);
    }

    private final class Judging implements Call {

        private final Exchange exchange;
        private final Guardrail judge;
        private final Set<Event> recorded = new HashSet<>();

        Judging(Exchange exchange) {
            this.exchange = exchange;
            this.judge = guardrail.forCall(exchange);
        }

        @Override
        public Content onRequest(Content request) {
            String place = place(request);
            Verdict verdict = ask(() -> judge.onRequest(request, exchange), place);
            if (verdict instanceof Verdict.AskAgain again) {
                throw signal(again, place).refused(exchange);
            }
            return act(verdict, place).orElse(request);
        }

        @Override
        public Content onReply(Content reply) {
            String place = place(reply);
            Verdict verdict = ask(() -> judge.onReply(reply, exchange), place);
            if (verdict instanceof Verdict.AskAgain again) {
                record(Action.FLAG, "asked the model again", place);
                throw signal(again, place);
            }
            return act(verdict, place).orElse(reply);
        }

        @Override
        public StreamFilter onStream(Channel channel) {
            return new GuardrailFilter(channel.kind(), text -> onPiece(channel, text));
        }

        private List<Edit> onPiece(Channel channel, String text) {
            Verdict verdict = ask(() -> judge.onReply(SingleText.of(channel, text), exchange), channel.place());
            if (verdict instanceof Verdict.AskAgain again) {
                throw signal(again, channel.place()).refused(exchange);
            }
            return act(verdict, channel.place())
                    .map(content -> edits(content, text, channel.place()))
                    .orElse(List.of());
        }

        private List<Edit> edits(Content content, String text, String place) {
            if (content instanceof SingleText single && single.source() == text.length()) {
                return single.edits();
            }
            if (content.segments().size() != 1) {
                throw failed(place)
                        .remedy("rewrite the one segment that it was given")
                        .build();
            }
            return List.of(new Edit(0, text.length(), content.segments().get(0).text()));
        }

        private Verdict ask(Supplier<Verdict> question, String place) {
            try {
                Verdict verdict = guardrail.budget().time().isPresent() ? inTime(question) : question.get();
                if (verdict != null) {
                    return verdict;
                }
            } catch (GuardException told) {
                return unjudged(told, place);
            } catch (TimeoutException late) {
                return unjudged(
                        failed(place)
                                .remedy("it took longer than its time budget")
                                .build(),
                        place);
            } catch (RuntimeException | StackOverflowError | LinkageError | AssertionError failure) {
                return unjudged(failed(place).origin(failure).build(), place);
            }
            return unjudged(failed(place).remedy("return a verdict, never null").build(), place);
        }

        /** A guardrail's own block stops the call whatever the budget says; it did judge. */
        private Verdict unjudged(GuardException why, String place) {
            boolean passes = guardrail.budget().unjudged() == Guardrail.Budget.Unjudged.PASS;
            if (!passes || why.reason() == Reason.BLOCKED) {
                throw why;
            }
            exchange.record(new Event.Skipped(place, "not judged by " + name()));
            return Verdict.pass();
        }

        /** The content to go on with, where it is another. */
        private Optional<Content> act(Verdict verdict, String place) {
            if (verdict instanceof Verdict.Flag flag) {
                record(Action.FLAG, flag.reason(), place);
            } else if (verdict instanceof Verdict.Rewrite rewrite) {
                record(Action.REDACT, rewrite.reason(), place);
                return Optional.of(rewrite.content());
            } else if (verdict instanceof Verdict.Block block) {
                record(Action.BLOCK, block.reason(), place);
                throw GuardException.of(Reason.BLOCKED, "blocked by a guardrail: " + line(block.reason()))
                        .place(place)
                        .interceptor(name())
                        .build();
            }
            return Optional.empty();
        }

        /** Once for each reason and place: windows overlap, and final events repeat what has streamed. */
        private void record(Action action, String reason, String place) {
            Event event = new Event.Judged(name(), action, line(reason), place);
            boolean known = recorded.contains(event);
            if (action == Action.BLOCK || (!known && recorded.size() < MOST_REMEMBERED)) {
                recorded.add(event);
                exchange.record(event);
            }
        }

        private AskAgainSignal signal(Verdict.AskAgain again, String place) {
            return new AskAgainSignal(name(), again.instruction(), place);
        }

        private GuardException.Builder failed(String place) {
            return GuardException.of(Reason.STAGE_FAILED, "a guardrail failed")
                    .place(place)
                    .interceptor(name());
        }
    }

    /** Asks on a thread of the guard and waits no longer than the budget; the thread is interrupted then. */
    private Verdict inTime(Supplier<Verdict> question) throws TimeoutException {
        FutureTask<Verdict> task = new FutureTask<>(question::get);
        threads().execute(task);
        try {
            return task.get(guardrail.budget().time().orElseThrow().toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            if (e.getCause() instanceof Error failure) {
                throw failure;
            }
            throw new IllegalStateException("a guardrail threw what it cannot throw");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while a guardrail judged");
        } finally {
            task.cancel(true);
        }
    }

    /** Not the executor of hooks: a hook that waits for a thread of the pool it runs on could wait for ever. */
    private synchronized Executor threads() {
        Executor made = threads == null ? WaitingThreads.forHooks() : threads;
        threads = made;
        return made;
    }

    /** A content's place, where it has but one. */
    private static String place(Content content) {
        List<Segment> segments = content.segments();
        return segments.size() == 1 ? segments.get(0).place() : "";
    }

    /** A reason on one line of bounded length. */
    private static String line(String reason) {
        StringBuilder out = new StringBuilder();
        reason.codePoints().limit(LONGEST_REASON).forEach(c -> {
            int type = Character.getType(c);
            boolean harmless = type != Character.CONTROL
                    && type != Character.FORMAT
                    && type != Character.SURROGATE
                    && type != Character.LINE_SEPARATOR
                    && type != Character.PARAGRAPH_SEPARATOR;
            out.appendCodePoint(harmless ? c : ' ');
        });
        return out.toString();
    }
}
