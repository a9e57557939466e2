package io.chatguard.internal.openai;

import io.chatguard.spi.Content;
import io.chatguard.spi.Edit;
import io.chatguard.spi.Segment;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The texts of a request: those of its JSON body, and those around it in query, path and headers. */
final class WireContent implements Content {

    private final BodyContent body;
    private final List<Segment> around;
    private final List<Segment> segments;

    WireContent(BodyContent body, List<Segment> around) {
        this.body = body;
        this.around = around;
        this.segments = around.isEmpty() ? body.segments() : together(body.segments(), around);
    }

    private static List<Segment> together(List<Segment> body, List<Segment> around) {
        List<Segment> all = new ArrayList<>(body.size() + around.size());
        all.addAll(body);
        all.addAll(around);
        return Collections.unmodifiableList(all);
    }

    BodyContent body() {
        return body;
    }

    List<Segment> around() {
        return around;
    }

    @Override
    public List<Segment> segments() {
        return segments;
    }

    @Override
    public WireContent withEdits(Map<String, List<Edit>> edits) {
        if (edits.isEmpty()) {
            return this;
        }
        if (around.isEmpty()) {
            return new WireContent(body.withEdits(edits), around);
        }
        Map<String, List<Edit>> inBody = new HashMap<>(edits);
        List<Segment> next = new ArrayList<>(around);
        for (int i = 0; i < next.size(); i++) {
            Segment before = next.get(i);
            List<Edit> mine = inBody.remove(before.pointer());
            if (mine != null) {
                next.set(
                        i,
                        AroundSegments.rewritten(
                                before, Revision.none(before.text()).with(mine).text()));
            }
        }
        return new WireContent(body.withEdits(inBody), next);
    }

    @Override
    public WireContent withInstruction(String text) {
        return new WireContent(body.withInstruction(text), around);
    }

    /** Shows the number of segments only. */
    @Override
    public String toString() {
        return "Content[" + segments.size() + " segments]";
    }
}
