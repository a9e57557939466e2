package io.chatguard.internal.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatguard.Action;
import io.chatguard.Caller;
import io.chatguard.Direction;
import io.chatguard.EntityType;
import io.chatguard.Receipt;
import io.chatguard.Scope;
import io.chatguard.spi.AuditEvent;
import io.chatguard.spi.AuditEvent.Phase;
import io.chatguard.spi.Ending;
import io.chatguard.spi.Event;
import io.chatguard.spi.Facts;
import io.chatguard.testkit.Printed;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class Slf4jAuditSinkTest {

    private static final Scope SCOPE = Scope.of("acme", "ticket-4711");
    private static final Caller CALLER = Caller.authenticated("agent-7");

    private static Receipt receipt(String policy, Event... events) {
        Facts facts = new Facts(
                "responses", "gpt-x", List.of(), Facts.Transfer.WHOLE, Facts.Storage.STORED, 1, Facts.Format.TEXT);
        return new Receipt("x-1", policy, facts, List.of(events));
    }

    @Test
    void aDecisionIsOneLineOfPairs() {
        Event found =
                new Event.Found(EntityType.URL, Action.MASK, "url/credentials", "/input", Event.Recognition.DETECTED);
        AuditEvent event = new AuditEvent(
                Phase.DECISION,
                Instant.EPOCH,
                SCOPE,
                CALLER,
                receipt("default", new Event.Screened(Direction.REQUEST, 2), found),
                Optional.empty());
        assertThat(Slf4jAuditSink.line(event))
                .isEqualTo(
                        "phase=decision ending=- exchange=x-1 policy=default operation=responses model=gpt-x"
                                + " streamed=false stored=true choices=1 segments.request=2 segments.reply=0 attempts=- found=URL:mask=1"
                                + " propagated=0 restored=0 kept=- unresolved=0 withheld=0 basis=- opaque=- skipped=0 verdicts=- decided=- rules=-");
    }

    @Test
    void anOutcomeNamesItsEnding() {
        AuditEvent event = new AuditEvent(
                Phase.OUTCOME, Instant.EPOCH, SCOPE, CALLER, receipt("default"), Optional.of(Ending.TRUNCATED));
        assertThat(Slf4jAuditSink.line(event)).startsWith("phase=outcome ending=truncated exchange=x-1 ");
    }

    @Test
    void theRecordGoesToTheAuditLoggerAsOneLineWhateverNamesSay() {
        Event judged = new Event.Judged("a\r\nINFO forged {}", Action.FLAG, "\u2028phase=outcome", "/x");
        String logged = logged(
                new AuditEvent(Phase.DECISION, Instant.EPOCH, SCOPE, CALLER, receipt("p", judged), Optional.empty()));
        assertThat(logged.lines()).hasSize(1);
        assertThat(logged)
                .contains("INFO io.chatguard.audit - phase=decision ")
                .contains("verdicts=a__INFO_forged___:flag(_phase_outcome)=1");
    }

    private static String logged(AuditEvent event) {
        return Printed.during(() -> new Slf4jAuditSink().write(event));
    }
}
