package io.chatguard.examples.demo;

import com.openai.client.OpenAIClient;
import io.chatguard.Guard;
import io.chatguard.Policy;
import io.chatguard.Receipt;
import io.chatguard.openai.GuardedOpenAI;
import io.chatguard.spi.AuditEvent;
import io.chatguard.spi.AuditSink;
import io.chatguard.spi.Ending;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** The demo's guards, whose receipts and audit records are kept to be shown at the end. */
final class Guards implements AutoCloseable {
    private final Trail trail;
    private final Consumer<Guard.Builder> variation;
    private final List<Guard> open = new ArrayList<>();
    private final List<Receipt> receipts = new CopyOnWriteArrayList<>();
    private final List<AuditEvent> audit = new CopyOnWriteArrayList<>();

    /** Guards of a policy that write to that trail, changed like this; tests take the redaction out. */
    Guards(Trail trail, Consumer<Guard.Builder> variation) {
        this.trail = trail;
        this.variation = variation;
    }

    /** The client, guarded under that policy. */
    OpenAIClient wrap(OpenAIClient client, Policy policy) {
        return GuardedOpenAI.wrap(client, guard(policy));
    }

    /** A guard of that policy, closed with the others. */
    Guard guard(Policy policy) {
        Guard.Builder builder =
                Guard.builder().policy(policy).audit(sink()).audit(trail.sink()).onReceipt(receipts::add);
        variation.accept(builder);
        Guard guard = builder.build();
        open.add(guard);
        return guard;
    }

    private AuditSink sink() {
        return audit::add;
    }

    List<Receipt> receipts() {
        return List.copyOf(receipts);
    }

    /** The records in the words of the default sink, which writes them to the SLF4J logger io.chatguard.audit. */
    List<String> auditLines(String exchange) {
        return audit.stream()
                .filter(event -> event.receipt().exchange().equals(exchange))
                .map(Guards::line)
                .toList();
    }

    /** The exchanges of the calls that were blocked, in their order. */
    List<String> blocked() {
        return audit.stream()
                .filter(event -> event.ending().equals(Optional.of(Ending.BLOCKED)))
                .map(event -> event.receipt().exchange())
                .toList();
    }

    int auditCount() {
        return audit.size();
    }

    private static String line(AuditEvent event) {
        StringBuilder line =
                new StringBuilder("phase=").append(event.phase().name().toLowerCase(Locale.ROOT));
        line.append(" ending=")
                .append(event.ending()
                        .map(e -> e.name().toLowerCase(Locale.ROOT))
                        .orElse("-"));
        event.receipt()
                .fields()
                .forEach(
                        (key, value) -> line.append(' ').append(key).append('=').append(value));
        return line.toString();
    }

    @Override
    public void close() {
        open.forEach(Guard::close);
    }
}
