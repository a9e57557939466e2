package io.chatguard.redact.internal.engine;

/** Scans one whole text in time linear in its length. Thread-safe; all state of a scan is in the {@link ScanContext}. */
@FunctionalInterface
public interface TextRule {
    /** Reports every value it recognises in {@code text}. */
    void scan(String text, ScanContext context, Hits out);
}
