package io.chatguard.redact.names.train;

import io.chatguard.EntityType;
import io.chatguard.redact.names.train.Annotated.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/** Names of people that name a street, a place or a firm, in the sentences of {@code streets-and-firms.txt}. */
final class StreetsAndFirms {

    private static final int FILLS = 24;
    private static final char UNNAMED = '~';
    private static final char OPENS = '<';
    private static final char CLOSES = '>';

    private StreetsAndFirms() {}

    /** Each sentence filled so often; a third in small letters. */
    static List<Annotated> all(Templates templates, long seed) {
        List<Annotated> out = new ArrayList<>();
        for (String[] row : Lists.rows("lists/streets-and-firms.txt", 2)) {
            Random random = new Random(seed ^ row[1].hashCode());
            for (int i = 0; i < FILLS; i++) {
                Annotated text =
                        marked(templates.fill(new Templates.Template(row[0], "streets-and-firms", row[1]), random));
                out.add(i % 3 == 1 ? text.lower() : text);
            }
        }
        return out;
    }

    /** Takes the marks away: what is between two tildes is no name, what is between brackets is one organisation. */
    static Annotated marked(Annotated text) {
        StringBuilder out = new StringBuilder();
        int[] moved = new int[text.text().length() + 1];
        boolean[] unnamed = new boolean[text.text().length() + 1];
        List<Span> spans = new ArrayList<>();
        boolean hidden = false;
        int firm = -1;
        for (int i = 0; i < text.text().length(); i++) {
            char c = text.text().charAt(i);
            moved[i] = out.length();
            hidden ^= c == UNNAMED;
            unnamed[i] = hidden || firm >= 0;
            if (c == OPENS) {
                firm = out.length();
            } else if (c == CLOSES) {
                spans.add(new Span(EntityType.of("ORGANIZATION"), firm, out.length()));
                firm = -1;
            } else if (c != UNNAMED) {
                out.append(c);
            }
        }
        moved[text.text().length()] = out.length();
        for (Span span : text.spans()) {
            if (!unnamed[span.start()]) {
                spans.add(new Span(span.type(), moved[span.start()], moved[span.end()]));
            }
        }
        spans.sort(Comparator.comparingInt(Span::start));
        return new Annotated(out.toString(), spans);
    }
}
