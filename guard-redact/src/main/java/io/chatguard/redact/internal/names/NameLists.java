package io.chatguard.redact.internal.names;

import io.chatguard.redact.NamesSettings;
import io.chatguard.redact.internal.tagger.Tokens;
import java.util.List;

/** The names of a policy that never count, and those that always do. Keeps hashes alone; immutable. */
final class NameLists {

    /** Takes one place of a listed name. */
    interface Out {
        void at(int first, int last);
    }

    private final PhraseTable<Boolean> allow;
    private final PhraseTable<Boolean> deny;

    private NameLists(PhraseTable<Boolean> allow, PhraseTable<Boolean> deny) {
        this.allow = allow;
        this.deny = deny;
    }

    static NameLists of(NamesSettings settings) {
        return new NameLists(table(settings.allow()), table(settings.deny()));
    }

    private static PhraseTable<Boolean> table(List<String> names) {
        PhraseTable<Boolean> table = new PhraseTable<>();
        for (String name : names) {
            table.add(name, true);
        }
        return table;
    }

    /** Whether there is a name that always counts. */
    boolean denies() {
        return deny.size() > 0;
    }

    boolean allows() {
        return allow.size() > 0;
    }

    /** All names that always count. */
    void denied(Reading reading, Out out) {
        places(deny, reading, out);
    }

    /** Whether these tokens lie within a name that never counts. */
    boolean isAllowed(Reading reading, Named name) {
        int from = Math.max(0, name.first() - PhraseTable.LONGEST + 1);
        for (int i = from; i <= name.first(); i++) {
            if (longest(allow, reading, i) >= name.last()) {
                return true;
            }
        }
        return false;
    }

    private static void places(PhraseTable<Boolean> table, Reading reading, Out out) {
        for (int i = 0; i < reading.tokens().count(); i++) {
            int last = longest(table, reading, i);
            if (last >= i) {
                out.at(i, last);
                i = last;
            }
        }
    }

    /** The last token of the longest listed name that starts there, or -1. */
    private static int longest(PhraseTable<Boolean> table, Reading reading, int first) {
        Tokens tokens = reading.tokens();
        int last = -1;
        long h = PhraseTable.START;
        for (int k = first; k < tokens.count() && k - first < PhraseTable.LONGEST; k++) {
            h = PhraseTable.next(h, reading.text(), tokens, k);
            if (!table.opens(h)) {
                break;
            }
            last = table.of(h) == null ? last : k;
        }
        return last;
    }
}
