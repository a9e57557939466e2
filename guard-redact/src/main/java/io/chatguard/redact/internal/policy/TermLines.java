package io.chatguard.redact.internal.policy;

import io.chatguard.EntityType;
import io.chatguard.redact.CustomTerms;
import io.chatguard.redact.internal.catalog.RuleException;
import io.chatguard.redact.internal.rules.OwnFiles;
import io.chatguard.redact.internal.rules.OwnTerms;
import io.chatguard.redact.internal.terms.Spelling;
import io.chatguard.spi.PolicyNode;
import java.util.List;

/** Parses {@code detect.terms}: lists of terms in the policy itself or in files. */
final class TermLines {

    private TermLines() {}

    static CustomTerms read(PolicyNode lists) {
        OwnTerms.Draft terms = OwnTerms.builder();
        for (PolicyNode item : lists.items()) {
            item.allowOnly(List.of("type", "words", "file", "ignore_case"));
            EntityType type = type(item.member("type").orElseThrow(() -> item.error("a list of terms has a type")));
            boolean anyCase = item.member("ignore_case").map(PolicyNode::isOn).orElse(false);
            Spelling spelling = anyCase ? Spelling.ANY_CASE : Spelling.EXACT;
            if (item.member("words").isEmpty() && item.member("file").isEmpty()) {
                throw item.error("a list has terms, under 'words' or in a 'file'");
            }
            item.member("words")
                    .ifPresent(words -> words.items().forEach(word -> {
                        String wrong = terms.add(type, spelling, word.text());
                        if (!wrong.isEmpty()) {
                            throw word.error(wrong);
                        }
                    }));
            item.member("file").ifPresent(file -> file(file, line -> terms.add(type, spelling, line)));
        }
        return terms.build();
    }

    private static void file(PolicyNode file, OwnFiles.Lines lines) {
        try {
            OwnFiles.lines(file.path(), lines);
        } catch (RuleException wrong) {
            throw file.error(wrong.complaint().toString());
        }
    }

    private static EntityType type(PolicyNode node) {
        try {
            return EntityType.of(node.text());
        } catch (IllegalArgumentException e) {
            throw node.error("an entity type has capital letters, digits and _, such as CUSTOMER");
        }
    }
}
