package io.chatguard.internal.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatguard.AuditSettings;
import io.chatguard.AuditSettings.Durability;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import jdk.jfr.Event;
import jdk.jfr.Name;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The JVM itself tells, by its flight recorder, that a record is forced to the device before its call goes on. */
class FsyncEventsTest {

    private static final String ACKNOWLEDGED = "io.chatguard.test.Acknowledged";
    private static final int RECORDS = 25;

    /** The sink has said that a record is written. */
    @Name(ACKNOWLEDGED)
    static final class Acknowledged extends Event {}

    @TempDir
    Path root;

    @Test
    void eachRecordIsWrittenThenForcedThenAcknowledged() throws IOException {
        assertThat(acknowledgedAfterForce(Durability.FSYNC)).isEqualTo(RECORDS);
    }

    @Test
    void theSameLookFailsWithFsyncOff() throws IOException {
        assertThat(acknowledgedAfterForce(Durability.OPERATING_SYSTEM)).isZero();
    }

    /** How many acknowledgements have a write to the trail's file and after it an fsync of that file before them. */
    private int acknowledgedAfterForce(Durability durability) throws IOException {
        Path folder = root.resolve("trail");
        AuditSettings settings = Trails.settings(folder).durability(durability);
        Path dump = root.resolve("recording.jfr");
        try (Recording recording = new Recording();
                FileAuditSink sink = Trails.open(settings)) {
            recording.enable("jdk.FileWrite").withThreshold(Duration.ZERO);
            recording.enable("jdk.FileForce").withThreshold(Duration.ZERO);
            recording.enable(Acknowledged.class);
            recording.start();
            for (int i = 0; i < RECORDS; i++) {
                sink.write(Trails.decision("x-" + i));
                new Acknowledged().commit();
            }
            recording.stop();
            recording.dump(dump);
        }
        String file = Trails.files(folder).get(0).getFileName().toString();
        int acknowledged = 0;
        int state = 0;
        for (RecordedEvent event : inOrder(dump)) {
            switch (event.getEventType().getName()) {
                case "jdk.FileWrite" -> state = concerns(event, file) ? 1 : state;
                case "jdk.FileForce" -> state = concerns(event, file) && state == 1 ? 2 : state;
                default -> {
                    acknowledged += state == 2 ? 1 : 0;
                    state = 0;
                }
            }
        }
        return acknowledged;
    }

    private static List<RecordedEvent> inOrder(Path dump) throws IOException {
        List<RecordedEvent> events = new ArrayList<>(RecordingFile.readAllEvents(dump));
        events.sort(Comparator.comparing(RecordedEvent::getEndTime));
        return events;
    }

    /** A file keeps the path under which it was opened, before it got its name; standard output and pipes have none. */
    private static boolean concerns(RecordedEvent event, String file) {
        String path = event.getString("path");
        return path != null && path.contains(file);
    }
}
