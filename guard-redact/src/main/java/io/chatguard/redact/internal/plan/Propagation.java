package io.chatguard.redact.internal.plan;

import io.chatguard.Action;
import io.chatguard.EntityType;
import io.chatguard.redact.internal.engine.LiteralMatcher;
import io.chatguard.redact.internal.names.NameForms;
import io.chatguard.redact.internal.standin.StandIn;
import io.chatguard.redact.internal.vault.ScopeVault.Value;
import io.chatguard.spi.Event.Recognition;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Carries what was decided for a value to its other occurrences: every value found in this exchange or held by the
 * scope is matched literally in every text, with the strongest action that any occurrence got. Detection depends on
 * context; without this a value found in one message and missed in another would leave in clear. Names are matched in other
 * letter case and by their parts too ({@link NameForms}), but not as ordinary words in small letters.
 */
final class Propagation {

    private static final String HELD = "scope/held";

    private final Map<String, Mark> decided = new HashMap<>();
    /** What is looked for, each with the decision that it comes from. */
    private final Map<String, Mark> forms = new HashMap<>();

    private final HeldValues held;

    Propagation(HeldValues held) {
        this.held = held;
    }

    /** Takes what was decided for one occurrence. */
    void decide(String value, Mark mark) {
        decided.merge(value, mark, (a, b) -> a.action().compareTo(b.action()) >= 0 ? a : b);
    }

    /** The strongest that was decided for that value. */
    Mark decision(String value, Mark otherwise) {
        return decided.getOrDefault(value, otherwise);
    }

    /** Makes the search for all texts; call when everything is decided. */
    Search search() {
        Map<Action, List<String>> byAction = new EnumMap<>(Action.class);
        decided.forEach((value, mark) -> {
            if (mark.action().compareTo(Action.FLAG) > 0) {
                for (String form : NameForms.of(mark.type().name(), value)) {
                    if (forms.putIfAbsent(form, mark) == null) {
                        byAction.computeIfAbsent(mark.action(), a -> new ArrayList<>())
                                .add(form);
                    }
                }
            }
        });
        List<Search> searches = new ArrayList<>(byAction.size());
        byAction.values().forEach(values -> searches.add(search(values)));
        return (text, out) -> {
            for (Search search : searches) {
                search.find(text, out);
            }
            held.find(text, (value, start, end) -> out.accept(held(value, start, end)));
        };
    }

    /** One search for each action, so that a long value with a weak one cannot hide a short one inside it. */
    private Search search(List<String> values) {
        LiteralMatcher matcher = LiteralMatcher.of(values);
        return (text, out) -> matcher.scan(text, (i, start, end) -> {
            Mark origin = forms.get(matcher.values().get(i));
            if (origin != null) {
                out.accept(origin.at(start, end, Recognition.PROPAGATED));
            }
        });
    }

    private static Mark held(Value entry, int start, int end) {
        Optional<Value> invented = StandIn.of(entry).map(StandIn::value);
        Action action = invented.isPresent() ? Action.SUBSTITUTE : Action.PSEUDONYMIZE;
        EntityType type = EntityType.of(invented.orElse(entry).type());
        return new Mark(start, end, type, action, HELD, 1, Recognition.PROPAGATED);
    }

    /** Finds the occurrences in one text. */
    @FunctionalInterface
    interface Search {
        void find(String text, Consumer<Mark> out);
    }
}
