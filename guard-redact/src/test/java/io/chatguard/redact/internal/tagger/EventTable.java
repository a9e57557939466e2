package io.chatguard.redact.internal.tagger;

import java.util.Arrays;
import java.util.Map;
import opennlp.tools.ml.model.DataIndexer;
import opennlp.tools.ml.model.Event;
import opennlp.tools.util.ObjectStream;
import opennlp.tools.util.TrainingParameters;

/**
 * The tokens of annotated texts as OpenNLP's trainers want them: what is seen of each, and what it is. Features are
 * numbers, of which those seen less often than the cutoff are left out, in ascending order: the same for the same texts.
 */
final class EventTable implements DataIndexer {

    private int[] seen = new int[1 << 20];
    private int seenCount;
    private int[] ends = new int[1 << 16];
    private int[] outcomes = new int[1 << 16];
    private int events;

    private int[] features = {};
    private int[] counts = {};
    private int[][] contexts = {};

    void feature(int feature) {
        if (seenCount == seen.length) {
            seen = Arrays.copyOf(seen, seenCount + seenCount / 2);
        }
        seen[seenCount++] = feature;
    }

    void event(int outcome) {
        if (events == ends.length) {
            ends = Arrays.copyOf(ends, 2 * events);
            outcomes = Arrays.copyOf(outcomes, 2 * events);
        }
        ends[events] = seenCount;
        outcomes[events++] = outcome;
    }

    /** Numbers the features that are seen often enough. */
    void close(int cutoff) {
        int[] sorted = Arrays.copyOf(seen, seenCount);
        Arrays.sort(sorted);
        features = new int[seenCount];
        counts = new int[seenCount];
        int n = 0;
        int next;
        for (int i = 0; i < seenCount; i = next) {
            next = i;
            while (next < seenCount && sorted[next] == sorted[i]) {
                next++;
            }
            if (next - i >= cutoff) {
                features[n] = sorted[i];
                counts[n++] = next - i;
            }
        }
        features = Arrays.copyOf(features, n);
        counts = Arrays.copyOf(counts, n);
        contexts = new int[events][];
        int[] known = new int[1 << 10];
        int at = 0;
        for (int e = 0; e < events; e++) {
            int size = 0;
            for (; at < ends[e]; at++) {
                int index = Arrays.binarySearch(features, seen[at]);
                if (index >= 0) {
                    known[size++] = index;
                }
            }
            contexts[e] = Arrays.copyOf(known, size);
        }
        seen = new int[0];
    }

    int[] features() {
        return features;
    }

    @Override
    public int[][] getContexts() {
        return contexts;
    }

    @Override
    public int[] getNumTimesEventsSeen() {
        int[] once = new int[events];
        Arrays.fill(once, 1);
        return once;
    }

    @Override
    public int[] getOutcomeList() {
        return Arrays.copyOf(outcomes, events);
    }

    @Override
    public String[] getPredLabels() {
        return Arrays.stream(features).mapToObj(Integer::toString).toArray(String[]::new);
    }

    @Override
    public int[] getPredCounts() {
        return counts;
    }

    @Override
    public String[] getOutcomeLabels() {
        String[] out = new String[Outcomes.COUNT];
        Arrays.setAll(out, Integer::toString);
        return out;
    }

    @Override
    @SuppressWarnings("NullAway")
    public float[][] getValues() {
        // OpenNLP's word for: each feature counts once.
        return null;
    }

    @Override
    public int getNumEvents() {
        return events;
    }

    @Override
    public void init(TrainingParameters parameters, Map<String, String> report) {
        throw new UnsupportedOperationException("events are added");
    }

    @Override
    public void index(ObjectStream<Event> stream) {
        throw new UnsupportedOperationException("events are added");
    }
}
