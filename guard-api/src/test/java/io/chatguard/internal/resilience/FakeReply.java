package io.chatguard.internal.resilience;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A reply whose I/O ends when the test or the caller says so. */
final class FakeReply implements Reply {

    private final int status;
    private final Map<String, String> headers;
    private final boolean outOfQuota;
    private final boolean stream;
    private boolean broken;
    final CompletableFuture<Long> modelTokens = new CompletableFuture<>();
    private final CompletableFuture<End> ended = new CompletableFuture<>();

    FakeReply(int status, Map<String, String> headers, boolean outOfQuota, boolean stream) {
        this.status = status;
        this.headers = headers;
        this.outOfQuota = outOfQuota;
        this.stream = stream;
    }

    static FakeReply of(int status) {
        return new FakeReply(status, Map.of(), false, false);
    }

    static FakeReply of(int status, String header, String value) {
        return new FakeReply(status, Map.of(header, value), false, false);
    }

    /** A reply that was read whole and broke off. */
    static FakeReply broken() {
        FakeReply reply = of(200);
        reply.broken = true;
        reply.end(End.BROKEN);
        return reply;
    }

    void end(End end) {
        ended.complete(end);
    }

    boolean isEnded() {
        return ended.isDone();
    }

    boolean isDiscarded() {
        return ended.getNow(End.COMPLETE) == End.DISCARDED;
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    @Override
    public boolean isOutOfQuota() {
        return outOfQuota;
    }

    @Override
    public CompletionStage<Long> modelTokens() {
        return modelTokens;
    }

    @Override
    public boolean isBroken() {
        return broken;
    }

    @Override
    public boolean isStream() {
        return stream;
    }

    @Override
    public void discard() {
        ended.complete(End.DISCARDED);
    }

    @Override
    public CompletionStage<End> ended() {
        return ended;
    }
}
