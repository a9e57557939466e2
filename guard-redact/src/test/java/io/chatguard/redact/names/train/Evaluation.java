package io.chatguard.redact.names.train;

import io.chatguard.EntityType;
import io.chatguard.redact.internal.tagger.ModelMaker;
import io.chatguard.redact.internal.tagger.Tagger;
import io.chatguard.redact.internal.tagger.Tokens;
import io.chatguard.redact.names.train.Annotated.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How a tagger does on annotated texts. */
public final class Evaluation {

    private final int[] gold = new int[ModelMaker.types()];
    private final int[] told = new int[ModelMaker.types()];
    private final int[] exact = new int[ModelMaker.types()];
    private final int[] touched = new int[ModelMaker.types()];
    private final int[] near = new int[ModelMaker.types()];
    private final List<List<double[]>> chances = new ArrayList<>();

    private static final int PRIOR = 20;

    private record Told(Span span, double chance) {}

    public Evaluation(Tagger tagger, List<Annotated> texts) {
        for (int i = 0; i < ModelMaker.types(); i++) {
            chances.add(new ArrayList<>());
        }
        Tokens tokens = new Tokens();
        for (Annotated text : texts) {
            tokens.read(text.text());
            List<Told> names = new ArrayList<>();
            tagger.tag(
                    text.text(),
                    tokens,
                    0,
                    tokens.count() - 1,
                    (type, first, last, chance) ->
                            names.add(new Told(new Span(type, tokens.start(first), tokens.end(last)), chance)));
            score(text, names);
        }
    }

    private void score(Annotated text, List<Told> names) {
        for (Span span : text.spans()) {
            int type = ModelMaker.type(span.type());
            gold[type]++;
            if (names.stream()
                    .anyMatch(t -> overlap(t.span(), span) && t.span().type().equals(span.type()))) {
                touched[type]++;
            }
        }
        for (Told name : names) {
            int type = ModelMaker.type(name.span().type());
            told[type]++;
            boolean right = text.spans().contains(name.span());
            boolean touches = text.spans().stream()
                    .anyMatch(s -> overlap(s, name.span())
                            && s.type().equals(name.span().type()));
            exact[type] += right ? 1 : 0;
            near[type] += touches ? 1 : 0;
            chances.get(type).add(new double[] {name.chance(), touches ? 1 : 0});
        }
    }

    private static boolean overlap(Span a, Span b) {
        return a.start() < b.end() && b.start() < a.end();
    }

    /** A line of percentages: exact precision, recall and F1, then names touched and findings that touch a name. */
    public String line(EntityType type) {
        int t = ModelMaker.type(type);
        double p = told[t] == 0 ? 0 : 100.0 * exact[t] / told[t];
        double r = gold[t] == 0 ? 0 : 100.0 * exact[t] / gold[t];
        return String.format(
                Locale.ROOT,
                "%-12s n=%5d P %.1f R %.1f F1 %.1f touched %.1f of findings %.1f",
                type.name(),
                gold[t],
                p,
                r,
                p + r == 0 ? 0 : 2 * p * r / (p + r),
                gold[t] == 0 ? 0 : 100.0 * touched[t] / gold[t],
                told[t] == 0 ? 0 : 100.0 * near[t] / told[t]);
    }

    /** For each type the share of findings that are names, at equally spaced chances, rising (pool adjacent violators). */
    public double[][] calibration() {
        double[][] out = new double[ModelMaker.types()][];
        for (int type = 0; type < out.length; type++) {
            out[type] = rising(chances.get(type));
        }
        return out;
    }

    private static double[] rising(List<double[]> found) {
        int n = ModelMaker.points();
        double[] sum = new double[n];
        double[] weight = new double[n];
        for (int i = 0; i < n; i++) {
            // Findings that are as good as they say: an empty place is not a wild one, and low chances stay apart.
            weight[i] = PRIOR;
            sum[i] = (double) PRIOR * i / (n - 1);
        }
        for (double[] one : found) {
            int at = (int) Math.round(one[0] * (n - 1));
            sum[at] += one[1];
            weight[at]++;
        }
        int[] first = new int[n];
        double[] mean = new double[n];
        double[] mass = new double[n];
        int blocks = 0;
        for (int i = 0; i < n; i++) {
            first[blocks] = i;
            mean[blocks] = sum[i] / weight[i];
            mass[blocks++] = weight[i];
            while (blocks > 1 && mean[blocks - 2] > mean[blocks - 1]) {
                double both = mass[blocks - 2] + mass[blocks - 1];
                mean[blocks - 2] = (mean[blocks - 2] * mass[blocks - 2] + mean[blocks - 1] * mass[blocks - 1]) / both;
                mass[blocks - 2] = both;
                blocks--;
            }
        }
        double[] out = new double[n];
        for (int b = 0; b < blocks; b++) {
            int end = b + 1 < blocks ? first[b + 1] : n;
            for (int i = first[b]; i < end; i++) {
                out[i] = mean[b];
            }
        }
        return out;
    }
}
