package io.chatguard.internal.audit;

import io.chatguard.spi.AuditEvent;
import io.chatguard.spi.AuditSink;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes each record as one line of key=value pairs to the SLF4J logger {@code io.chatguard.audit}, level INFO.
 *
 * <p>The keys are {@code phase}, {@code ending} and those of {@link io.chatguard.Receipt#line()}, whose alphabet
 * leaves no way to forge a pair or a line. A record is as durable as the logging backend makes it, and none is written
 * where the logger is off.
 */
public final class Slf4jAuditSink implements AuditSink {

    private static final Logger LOG = LoggerFactory.getLogger("io.chatguard.audit");

    @Override
    public void write(AuditEvent event) {
        if (LOG.isInfoEnabled()) {
            // The line's alphabet has no braces, so nothing in it stands for an argument.
            LOG.info(line(event));
        }
    }

    static String line(AuditEvent event) {
        String ending = event.ending().map(Slf4jAuditSink::lower).orElse("-");
        return "phase=" + lower(event.phase()) + " ending=" + ending + " "
                + event.receipt().line();
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
