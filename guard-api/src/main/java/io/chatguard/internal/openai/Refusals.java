package io.chatguard.internal.openai;

import io.chatguard.GuardException;
import io.chatguard.GuardException.Reason;
import io.chatguard.internal.json.JsonRefused;

/** Errors of the seam, each with place, rule and remedy and without any text of the call. */
final class Refusals {

    private Refusals() {}

    static GuardException request(JsonRefused refused) {
        return GuardException.of(
                        Reason.REQUEST_REFUSED,
                        "the request's body cannot be screened, so nothing was sent: " + refused.getMessage())
                .place("byte " + refused.offset())
                .rule("json/" + refused.reason())
                .build();
    }

    static GuardException reply(JsonRefused refused) {
        return GuardException.of(Reason.REPLY_REFUSED, "the reply cannot be screened: " + refused.getMessage())
                .place("byte " + refused.offset())
                .rule("json/" + refused.reason())
                .build();
    }

    static GuardException requestTooLarge(long limit) {
        return GuardException.of(
                        Reason.REQUEST_REFUSED,
                        "the request's body is larger than " + limit + " bytes, so nothing was sent")
                .rule("limits.request")
                .remedy("send less, or raise limits.request in the policy")
                .build();
    }

    static GuardException replyTooLarge(long limit) {
        return GuardException.of(Reason.REPLY_REFUSED, "the reply is larger than " + limit + " bytes")
                .rule("limits.reply")
                .remedy("ask for less, or raise limits.reply in the policy")
                .build();
    }

    static GuardException multipart() {
        return GuardException.of(
                        Reason.REQUEST_REFUSED,
                        "the request's body is not the multipart form that it claims to be, so nothing was sent")
                .rule("multipart/malformed")
                .remedy("send parts with quoted names and without transfer encodings, as the SDK does")
                .build();
    }

    static GuardException opaqueBody() {
        return GuardException.of(
                        Reason.REQUEST_REFUSED,
                        "the request's body is not JSON and cannot be screened, so nothing was sent")
                .rule("opaque")
                .remedy("let the policy say opaque: flag or opaque: allow if such bodies may leave unscreened")
                .build();
    }

    static GuardException encodedReply() {
        return GuardException.of(Reason.REPLY_REFUSED, "the reply's content encoding cannot be read")
                .rule("content-encoding")
                .remedy("accept only gzip or no encoding")
                .build();
    }

    static GuardException index() {
        return GuardException.of(Reason.REPLY_REFUSED, "an event of the reply's stream has an index that is none")
                .rule("stream/index")
                .remedy("ask the provider for whole numbers from 0 on")
                .build();
    }

    static GuardException tooManyTexts() {
        return GuardException.of(
                        Reason.REPLY_REFUSED, "the reply's stream has more texts under way than any answer needs")
                .rule("stream/texts")
                .afterPartialReply()
                .build();
    }

    static GuardException truncated() {
        return GuardException.of(Reason.TRUNCATED, "the reply's stream ended before its final event")
                .rule("stream/final-event")
                .remedy("discard what has arrived or ask again")
                .afterPartialReply()
                .build();
    }
}
