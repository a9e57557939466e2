package io.chatguard.redact.internal.catalog;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a rule file; errors name file, line and rule. */
public final class RuleFile {
    /** Of one file, so that an automaton is not built for a mistake. */
    private static final int MOST_RULES = 2_000;

    private final String source;
    private final List<RuleData> rules = new ArrayList<>();
    private final Set<String> ids = new HashSet<>();
    private @Nullable RuleDraft draft;
    private int draftLine;
    private int line;

    private RuleFile(String source) {
        this.source = source;
    }

    /**
     * The rules of a text.
     *
     * @param source what errors call the file
     */
    public static List<RuleData> read(String text, String source) {
        RuleFile file = new RuleFile(source);
        text.lines().forEach(file::take);
        file.finish();
        return List.copyOf(file.rules);
    }

    private void take(String raw) {
        line++;
        String stripped = raw.strip();
        if (line == 1 && stripped.startsWith("\uFEFF")) {
            stripped = stripped.substring(1);
        }
        if (stripped.isEmpty() || stripped.charAt(0) == '#') {
            return;
        }
        int colon = stripped.indexOf(':');
        if (colon < 0) {
            throw error(line, "expected 'key: value', a comment that starts with #, or a blank line");
        }
        String key = stripped.substring(0, colon).strip();
        String value = stripped.substring(colon + 1).strip();
        if (value.isEmpty()) {
            throw error(line, "this key has no value");
        }
        if (key.equals("rule")) {
            begin(value);
        } else {
            set(key, value);
        }
    }

    private void begin(String id) {
        finish();
        try {
            draft = new RuleDraft(id);
        } catch (RuleException refused) {
            throw located(line, refused);
        }
        draftLine = line;
        if (!ids.add(id)) {
            throw error(line, id, "this id stands here twice");
        }
        if (rules.size() == MOST_RULES) {
            throw error(line, "a file has at most " + MOST_RULES + " rules");
        }
    }

    private void set(String key, String value) {
        RuleDraft open = draft;
        if (open == null) {
            throw error(line, "a rule begins with 'rule: family/name'");
        }
        try {
            if (key.startsWith("words ")) {
                open.words(key.substring(6).strip(), value);
                return;
            }
            RuleKey known = RuleKey.of(key)
                    .orElseThrow(() -> error(line, open.id(), "unknown key; allowed: rule, " + RuleKey.all()));
            open.set(known, value);
        } catch (RuleException refused) {
            throw located(line, refused);
        }
    }

    private void finish() {
        RuleDraft open = draft;
        if (open == null) {
            return;
        }
        try {
            rules.add(open.build());
        } catch (RuleException refused) {
            throw located(draftLine, refused);
        }
    }

    private RuleException located(int where, RuleException refused) {
        return new RuleException(refused.complaint().at(source + ":" + where));
    }

    private RuleException error(int where, String message) {
        return error(where, "", message);
    }

    private RuleException error(int where, String rule, String message) {
        return new RuleException(new Complaint(source + ":" + where, rule, Optional.empty(), message));
    }
}
