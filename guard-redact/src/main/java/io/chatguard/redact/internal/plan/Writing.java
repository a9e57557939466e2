package io.chatguard.redact.internal.plan;

import io.chatguard.Action;
import io.chatguard.redact.internal.action.Replacement;
import io.chatguard.redact.internal.standin.Substitution;
import io.chatguard.redact.internal.vault.ScopeVault;
import io.chatguard.spi.Edit;
import io.chatguard.spi.Segment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Turns a plan into edits, once every value has its surrogate or stand-in. */
public final class Writing {

    private final RequestPlan plan;
    private final Optional<ScopeVault> vault;
    private final Substitution substitution;
    private final Replacement replacement;

    public Writing(RequestPlan plan, Optional<ScopeVault> vault, Substitution substitution, Replacement replacement) {
        this.substitution = substitution;
        this.plan = plan;
        this.vault = vault;
        this.replacement = replacement;
    }

    /** The edits of every segment that changes, by pointer. */
    public Map<String, List<Edit>> edits() {
        Map<String, List<Edit>> out = new LinkedHashMap<>();
        for (int i = 0; i < plan.segments().size(); i++) {
            Segment segment = plan.segments().get(i);
            List<Edit> edits = segment.kind() == Segment.Kind.END_USER ? user(segment) : marked(i);
            if (!edits.isEmpty()) {
                out.put(segment.pointer(), edits);
            }
        }
        return out;
    }

    private List<Edit> user(Segment segment) {
        String name = segment.text();
        return name.isEmpty() ? List.of() : List.of(new Edit(0, name.length(), replacement.user(name)));
    }

    private List<Edit> marked(int segment) {
        List<Mark> marks = plan.marks(segment);
        if (marks.isEmpty()) {
            return List.of();
        }
        List<Edit> edits = new ArrayList<>(marks.size());
        for (Mark mark : marks) {
            edits.add(new Edit(mark.start(), mark.end(), written(segment, mark)));
        }
        return edits;
    }

    private String written(int segment, Mark mark) {
        if (mark.action() == Action.PSEUDONYMIZE) {
            return vault.flatMap(v -> v.surrogateOf(plan.value(segment, mark))).orElseThrow();
        }
        if (mark.action() == Action.SUBSTITUTE) {
            return substitution.of(plan.value(segment, mark)).orElseThrow();
        }
        return replacement.of(mark.action(), mark.type(), plan.text(segment, mark));
    }
}
