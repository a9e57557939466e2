package io.chatguard.redact.internal.rules;

import io.chatguard.redact.internal.engine.Hits;
import io.chatguard.redact.internal.engine.ScanContext;
import io.chatguard.redact.internal.engine.TextRule;
import java.util.List;

/** Scans that are made of each text, one after the other. */
final class SeveralRules implements TextRule {
    private final TextRule[] rules;

    SeveralRules(List<? extends TextRule> rules) {
        this.rules = rules.toArray(new TextRule[0]);
    }

    @Override
    public void scan(String text, ScanContext context, Hits out) {
        for (TextRule rule : rules) {
            rule.scan(text, context, out);
        }
    }
}
