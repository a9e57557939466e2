package io.chatguard.spi;

/**
 * Takes the guard's records of what was decided and how it ended.
 *
 * <p>When {@link #write} returns, the record is as durable as the sink promises; if it throws for a decision, the call
 * is not sent. Thread-safe.
 */
public interface AuditSink extends AutoCloseable {

    void write(AuditEvent event);

    @Override
    default void close() {}
}
