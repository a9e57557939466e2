package io.chatguard.examples.architecture.bad.internal.left;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

final class LogsTheException {
    private static final Logger LOG = LoggerFactory.getLogger(LogsTheException.class);

    private LogsTheException() {}

    static void log(RuntimeException e) {
        LOG.warn("failed", e);
    }
}
