package io.chatguard.redact.door;

import static org.assertj.core.api.Assertions.assertThat;

import com.openai.client.OpenAIClient;
import io.chatguard.Guard;
import io.chatguard.internal.openai.Position.Group;
import io.chatguard.spi.Exchange;
import io.chatguard.spi.Interceptor;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A guard with one unguarded door is no guard: every method of every service of the SDK that takes parameters is called
 * with a canary in every string, and a server on loopback tells what arrived.
 *
 * <p>Two kinds of canary are planted. One has a form that no identifier has; it may arrive nowhere but in credentials.
 * The other looks like an identifier; it may arrive only where the table of positions marks structure, and each such
 * place is listed in {@code marked.txt} with its reason.
 */
class NoWayAroundTest {

    private static Survey survey = new Survey();

    @BeforeAll
    static void goThroughEveryDoor() {
        survey = Survey.run();
        System.out.println(survey);
    }

    @Test
    void everyMethodAndEveryStringOfItsParametersIsReached() {
        assertThat(survey.doors).hasSizeGreaterThan(10_000);
        assertThat(survey.positions(Part.BODY)).isGreaterThan(19_000);
        assertThat(survey.unexpected).isEmpty();
        assertThat(survey.neverSent).isEmpty();
    }

    @Test
    void whatCannotBeBuiltIsListedWithItsReason() {
        Map<String, String> reasons = new TreeMap<>();
        survey.unbuilt().forEach(reasons::put);
        survey.webSockets.forEach(
                type -> reasons.put(type, "opens a web socket; nothing is sent over a guarded client"));
        Golden.check("unbuilt.txt", Golden.lines(reasons));
    }

    @Test
    void aValueThatIsNoIdentifierLeavesInCredentialsOnly() {
        assertThat(survey.leaks.get(Canary.MAIL).keySet()).allMatch(place -> place.startsWith(Group.CREDENTIAL + " "));
    }

    @Test
    void aValueThatLooksLikeAnIdentifierLeavesAtMarkedPositionsOnlyAndEachHasAReason() {
        Set<String> exempt = Set.of(Group.STRUCTURE.name(), Group.CREDENTIAL.name());
        Map<String, String> marked = new TreeMap<>();
        Reasons reasons = Reasons.read();
        survey.leaks.get(Canary.IBAN).keySet().forEach(place -> {
            String group = place.substring(0, place.indexOf(' '));
            assertThat(exempt).as(place).contains(group);
            String selector = place.substring(place.indexOf(' ') + 1);
            marked.put(selector, group + ": " + reasons.of(group, selector));
        });
        Golden.check("marked.txt", Golden.lines(marked));
    }

    @Test
    void everyFieldOfTodayIsInTheTable() {
        assertThat(survey.unknown).isEmpty();
    }

    @Test
    void findingsInPathsAndHeadersBlockAndOthersAreSent() {
        assertThat(survey.outcomes)
                .containsKeys("BODY sent", "QUERY sent", "PATH refused: BLOCKED", "HEADER refused: BLOCKED");
        assertThat(survey.outcomes.keySet())
                .doesNotContain("BODY refused: BLOCKED", "QUERY refused: BLOCKED", "PATH sent", "HEADER sent");
    }

    @Test
    void theSearchFindsEveryCanaryWhereNothingIsRedacted() throws IOException {
        Set<Class<?>> reached = new HashSet<>();
        Set<String> probes = Set.of("ChatCompletionCreateParams", "VideoCreateParams", "TranscriptionCreateParams");
        try (Guard open = Guard.builder().interceptor(new Watching()).build();
                Caller caller = new Caller(open)) {
            for (Doors.Door door : survey.doors) {
                boolean probe = probes.contains(door.params().getSimpleName());
                if (door.client() != OpenAIClient.class || !probe || !door.isWhole() || !reached.add(door.params())) {
                    continue;
                }
                for (Canary canary : Canary.values()) {
                    for (Cast.Instance instance : Cast.of(door.params()).instances(Part.BODY, canary)) {
                        Set<Integer> found = new TreeSet<>();
                        List<AnyApi.Received> received =
                                caller.go(door, instance.params().get()).received();
                        received.forEach(r -> found.addAll(canary.in(r.all())));
                        assertThat(found).as(door.name()).containsAll(instance.planted());
                    }
                }
            }
        }
        assertThat(reached).hasSameSizeAs(probes);
    }

    /** A stage that does nothing. */
    private static final class Watching implements Interceptor {
        @Override
        public Call open(Exchange exchange) {
            return new Call() {};
        }
    }

    @Test
    void theTableInTheDocumentationIsWhatTheSurveySaw() {
        Golden.checkDocument(survey.endpoints.table());
    }
}
