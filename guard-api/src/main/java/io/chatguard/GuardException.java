package io.chatguard;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The one exception of ChatGuard: a call was stopped, and nothing of it is half done.
 *
 * <p>Security guarantee: neither the message nor anything reachable from the exception holds text of the request, the
 * reply or a value; a failure inside a stage is named by its class and stack trace without its message. The message is
 * one line without control characters. It is not an {@code IOException}, so that no HTTP client retries it.
 */
public final class GuardException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Why the call was stopped. */
    public enum Reason {
        /** A policy blocks what was found, or a guardrail's verdict was to block. */
        BLOCKED,
        /** The request cannot be screened: broken, too deep, too large, or of a kind that is not supported. */
        REQUEST_REFUSED,
        /** The reply cannot be screened or is not what the API promises. */
        REPLY_REFUSED,
        /** The reply's stream ended before its final event. */
        TRUNCATED,
        /** A stage, detector, vault or audit sink failed; the call fails closed. */
        STAGE_FAILED,
        /** A policy, scope, handle or setting is not valid. */
        CONFIGURATION,
        /** The deadline of the call passed. */
        DEADLINE,
        /** A rate limit, bulkhead, breaker or the kill switch refused the call. */
        UNAVAILABLE
    }

    private final Reason reason;
    private final String place;
    private final String rule;
    private final String interceptor;
    private final transient @Nullable Duration retryAfter;
    private final boolean partial;

    private GuardException(Builder b) {
        super(b.message(), b.cause());
        this.reason = b.reason;
        this.place = b.place;
        this.rule = b.rule;
        this.interceptor = b.interceptor;
        this.retryAfter = b.retryAfter;
        this.partial = b.partial;
    }

    /** Starts an exception of that reason; {@code summary} says what happened, in words without any user text. */
    public static Builder of(Reason reason, String summary) {
        return new Builder(reason, summary);
    }

    /** The same failure, marked as met after parts of the reply had reached the caller. */
    public GuardException withPartialReply() {
        if (partial) {
            return this;
        }
        Builder again =
                of(reason, "").place(place).rule(rule).interceptor(interceptor).afterPartialReply();
        again.retryAfter = retryAfter;
        again.original = this;
        GuardException marked = again.build();
        marked.setStackTrace(getStackTrace());
        return marked;
    }

    /** Why the call was stopped. */
    public Reason reason() {
        return reason;
    }

    /** Where it happened: a JSON pointer whose unknown member names are hidden, or empty. */
    public String place() {
        return place;
    }

    /** The rule that decided, such as {@code email/rfc5321}, or empty. */
    public String rule() {
        return rule;
    }

    /** The interceptor, guardrail or stage that decided or failed, or empty. */
    public String interceptor() {
        return interceptor;
    }

    /** How long to wait before another try makes sense, where that is known. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    /** Whether parts of a reply have reached the caller before the call was stopped. */
    public boolean partial() {
        return partial;
    }

    /** Collects the text-free details of a {@link GuardException}; not thread-safe. */
    public static final class Builder {
        private final Reason reason;
        private final String summary;
        private String place = "";
        private String rule = "";
        private String interceptor = "";
        private String remedy = "";
        private @Nullable Duration retryAfter;
        private boolean partial;
        private @Nullable Throwable origin;
        private @Nullable GuardException original;

        private Builder(Reason reason, String summary) {
            this.reason = reason;
            this.summary = summary;
        }

        /** Where it happened; give {@code Segment.place()}, never a raw pointer. */
        @CanIgnoreReturnValue
        public Builder place(String place) {
            this.place = place;
            return this;
        }

        @CanIgnoreReturnValue
        public Builder rule(String rule) {
            this.rule = rule;
            return this;
        }

        @CanIgnoreReturnValue
        public Builder interceptor(String name) {
            this.interceptor = name;
            return this;
        }

        /** What the reader can do about it. */
        @CanIgnoreReturnValue
        public Builder remedy(String remedy) {
            this.remedy = remedy;
            return this;
        }

        @CanIgnoreReturnValue
        public Builder retryAfter(Duration delay) {
            this.retryAfter = delay;
            return this;
        }

        /** Marks that parts of the reply have reached the caller. */
        @CanIgnoreReturnValue
        public Builder afterPartialReply() {
            this.partial = true;
            return this;
        }

        /** The failure behind this one; only its class and stack trace are kept, since its message may hold text. */
        @CanIgnoreReturnValue
        public Builder origin(Throwable failure) {
            this.origin = failure;
            return this;
        }

        public GuardException build() {
            return new GuardException(this);
        }

        private @Nullable Throwable cause() {
            if (original != null) {
                return original.getCause();
            }
            return origin == null ? null : StageFailure.of(origin);
        }

        private String message() {
            if (original != null && original.getMessage() != null) {
                return original.getMessage();
            }
            StringBuilder out = new StringBuilder(summary);
            if (!place.isEmpty()) {
                out.append(" at ").append(place);
            }
            if (!rule.isEmpty()) {
                out.append(" (rule ").append(rule).append(')');
            }
            if (!interceptor.isEmpty()) {
                out.append(" [").append(interceptor).append(']');
            }
            if (!remedy.isEmpty()) {
                out.append("; ").append(remedy);
            }
            return onOneLine(out);
        }

        /** Names and reasons come from settings and extensions: in a log none of them steers a terminal or forges a line. */
        private static String onOneLine(StringBuilder message) {
            StringBuilder out = new StringBuilder(message.length());
            message.codePoints().forEach(c -> {
                switch (Character.getType(c)) {
                    case Character.CONTROL,
                            Character.FORMAT,
                            Character.SURROGATE,
                            Character.LINE_SEPARATOR,
                            Character.PARAGRAPH_SEPARATOR -> out.append(String.format(Locale.ROOT, "\\u%04x", c));
                    default -> out.appendCodePoint(c);
                }
            });
            return out.toString();
        }
    }
}
