package io.chatguard.redact.internal.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One pass over a text that wakes rules at the pairs of ASCII characters that interest them.
 *
 * <p>A place that interests nobody costs one load from a 16 KiB table and one compare; nothing is allocated. Rules that
 * share an anchor run in the order they were given.
 */
public final class AnchoredScan implements TextRule {
    private static final int ASCII = 128;

    /** For each pair the index of the list of rules to wake, 0 for none. */
    private final byte[] woken = new byte[ASCII * ASCII];

    private final AnchoredRule[][] lists;

    public AnchoredScan(List<? extends AnchoredRule> rules) {
        Map<List<AnchoredRule>, Integer> known = new HashMap<>();
        List<AnchoredRule[]> distinct = new ArrayList<>();
        distinct.add(new AnchoredRule[0]);
        known.put(List.of(), 0);
        for (int pair = 0; pair < woken.length; pair++) {
            List<AnchoredRule> list = new ArrayList<>();
            for (AnchoredRule rule : rules) {
                if (rule.wakes((char) (pair / ASCII), (char) (pair % ASCII))) {
                    list.add(rule);
                }
            }
            Integer index = known.get(list);
            if (index == null) {
                index = distinct.size();
                known.put(list, index);
                distinct.add(list.toArray(new AnchoredRule[0]));
            }
            woken[pair] = index.byteValue();
        }
        if (distinct.size() > Byte.MAX_VALUE) {
            throw new IllegalArgumentException("more than 127 combinations of rules at one anchor");
        }
        lists = distinct.toArray(new AnchoredRule[0][]);
    }

    @Override
    public void scan(String text, ScanContext context, Hits out) {
        int length = text.length();
        int previous = 0;
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c >= ASCII) {
                previous = 0;
                continue;
            }
            int list = woken[previous | c];
            previous = c << 7;
            if (list != 0) {
                for (AnchoredRule rule : lists[list]) {
                    rule.at(text, i, context, out);
                }
            }
        }
    }
}
