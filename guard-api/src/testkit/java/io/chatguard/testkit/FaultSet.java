package io.chatguard.testkit;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The faults of one reply, asked for at the points where they strike. */
final class FaultSet {
    private final List<Fault> faults;

    FaultSet(List<Fault> faults) {
        this.faults = faults;
    }

    private <F extends Fault> Optional<F> first(Class<F> kind) {
        return faults.stream().filter(kind::isInstance).map(kind::cast).findFirst();
    }

    Optional<Faults.Status> status() {
        return first(Faults.Status.class);
    }

    Optional<Faults.StreamError> streamError() {
        return first(Faults.StreamError.class);
    }

    Optional<Faults.EndlessComments> endlessComments() {
        return first(Faults.EndlessComments.class);
    }

    boolean gzip() {
        return first(Faults.Gzip.class).isPresent();
    }

    /** Whether the length of the body is not known before it is sent, or not the one to announce. */
    boolean changesLength() {
        boolean endsEarly = cutAfterBytes()
                .filter(cut -> cut.ending() == Faults.Ending.CLEAN)
                .isPresent();
        return first(Faults.Body.class).isPresent() || gzip() || endsEarly;
    }

    /** Whether events wait for something. */
    boolean isPaced() {
        return first(Faults.Pace.class).isPresent() || first(Faults.Slow.class).isPresent();
    }

    /** After how many bytes the body is cut off, if it is. */
    Optional<Faults.Cut> cutAfterBytes() {
        return first(Faults.Cut.class).filter(cut -> cut.unit() == Faults.Unit.BYTES);
    }

    void cutAfterEvents(long sent) throws CutOff {
        Optional<Faults.Cut> cut = first(Faults.Cut.class).filter(c -> c.unit() == Faults.Unit.EVENTS);
        if (cut.isPresent() && cut.get().after() <= sent) {
            throw new CutOff(cut.get().ending());
        }
    }

    /** Before the first byte of the reply: waits, and perhaps there will be none. */
    void beforeReply() throws IOException {
        for (Fault fault : faults) {
            if (fault instanceof Faults.Hold hold) {
                stand(hold.gate());
            } else if (fault instanceof Faults.Slow slow) {
                sleep(slow.before());
            }
        }
        if (first(Faults.NoReply.class).isPresent()) {
            throw new CutOff(Faults.Ending.DROPPED);
        }
    }

    /** Before each event. */
    void pace() throws IOException {
        for (Fault fault : faults) {
            if (fault instanceof Faults.Pace pace) {
                stand(pace.gate());
            } else if (fault instanceof Faults.Slow slow) {
                sleep(slow.between());
            }
        }
    }

    String changed(String json) {
        String changed = json;
        for (Fault fault : faults) {
            if (fault instanceof Faults.Body body) {
                changed = BodyChange.text(body.change(), changed);
            }
        }
        return changed;
    }

    void write(byte[] json, OutputStream out) throws IOException {
        Optional<Faults.Body> change = faults.stream()
                .filter(Faults.Body.class::isInstance)
                .map(Faults.Body.class::cast)
                .filter(body -> body.change() == Faults.Change.NOT_UTF8 || body.change() == Faults.Change.HUGE)
                .findFirst();
        if (change.isPresent()) {
            BodyChange.write(change.get(), json, out);
        } else {
            out.write(json);
        }
    }

    private static void stand(Gate gate) throws IOException {
        try {
            gate.stand();
        } catch (InterruptedException e) {
            throw stopped();
        }
    }

    private static void sleep(Duration time) throws IOException {
        try {
            TimeUnit.NANOSECONDS.sleep(time.toNanos());
        } catch (InterruptedException e) {
            throw stopped();
        }
    }

    private static CutOff stopped() {
        Thread.currentThread().interrupt();
        return new CutOff(Faults.Ending.DROPPED);
    }
}
