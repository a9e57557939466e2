package io.chatguard.testkit;

import java.time.Duration;
import java.util.Map;

/** The faults as values, for the part that delivers replies. */
final class Faults {
    private Faults() {}

    enum Unit {
        BYTES,
        EVENTS
    }

    enum Ending {
        CLEAN,
        DROPPED
    }

    enum Change {
        MALFORMED,
        DUPLICATE_KEYS,
        NOT_UTF8,
        HUGE
    }

    enum Wording {
        ERROR,
        RESPONSE_FAILED
    }

    record Status(int status, Map<String, String> headers, String body) implements Fault {
        Status {
            headers = Map.copyOf(headers);
        }
    }

    record NoReply() implements Fault {}

    record Cut(Unit unit, long after, Ending ending) implements Fault {
        Cut {
            notNegative(after);
        }
    }

    record Hold(Gate gate) implements Fault {}

    record Pace(Gate gate) implements Fault {}

    record Slow(Duration before, Duration between) implements Fault {}

    record Gzip() implements Fault {}

    record Body(Change change, long bytes) implements Fault {
        Body {
            notNegative(bytes);
        }
    }

    record EndlessComments(long after) implements Fault {
        EndlessComments {
            notNegative(after);
        }
    }

    record StreamError(Wording wording, long after, String code, String message) implements Fault {
        StreamError {
            notNegative(after);
        }
    }

    static String errorBody(String type, String code, String message) {
        return Json.write(ApiError.body(type, code, message, Json.NULL));
    }

    private static void notNegative(long count) {
        if (count < 0) {
            throw new IllegalArgumentException("a count of bytes or events must not be negative, was " + count);
        }
    }
}
