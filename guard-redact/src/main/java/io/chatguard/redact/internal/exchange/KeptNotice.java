package io.chatguard.redact.internal.exchange;

import io.chatguard.spi.Sink;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says once for each sink that a surrogate stayed in it, and which line of the policy would open it. Thread-safe. */
final class KeptNotice {

    private static final Logger LOG = LoggerFactory.getLogger("io.chatguard.redact");

    private final AtomicInteger told = new AtomicInteger();

    void kept(Sink sink) {
        int bit = 1 << sink.ordinal();
        if ((told.get() & bit) == 0 && (told.getAndUpdate(t -> t | bit) & bit) == 0) {
            String key = sink.name().toLowerCase(Locale.ROOT);
            String tools = sink == Sink.TOOL_ARGUMENT ? ", or list the tool under 'reidentify.tools'" : "";
            LOG.info(
                    "surrogates in {} stay as they are; 'reidentify.sinks.{}: true' in the policy would restore them{}",
                    sink,
                    key,
                    tools);
        }
    }
}
