package io.chatguard.moderate.internal.links;

import io.chatguard.spi.Edit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What is to be changed in a text, such that what is put there is read together with nothing that stands before it. */
final class Removals {

    /** A tag that is let through as long as nothing in it is changed: that could change where its values end. */
    private record OpenTag(int start, int end) {}

    /** A target that is let through likewise, and how many removals there were before it. */
    private record OpenTarget(int hold, int start, int end, boolean joining, int removals) {}

    /** What a note stands in the place of. */
    record Replaced(int start, int end) {}

    private final Decoded text;
    private final Before before;
    private final List<Removal> removals = new ArrayList<>();
    private final List<OpenTag> tags = new ArrayList<>();
    private final List<OpenTarget> targets = new ArrayList<>();
    private int read;
    private int last = -1;

    /** @param before what stands before the text; is read on */
    Removals(Decoded text, Before before) {
        this.text = text;
        this.before = before;
    }

    /** What stands before a place. Places ascend, so that each character is read once. */
    Before before(int place) {
        for (; read < place; read++) {
            before.read(text.at(read));
        }
        return before;
    }

    /** A tag that is let through. */
    void pass(int start, int end) {
        forget(start);
        tags.add(new OpenTag(start, end));
    }

    /** What ends before all that may still be replaced from that place on. */
    private void forget(int place) {
        int earliest = place;
        for (int i = targets.size() - 1; i >= 0; i--) {
            if (targets.get(i).end() > earliest) {
                earliest = Math.min(earliest, targets.get(i).start());
            } else {
                targets.remove(i);
            }
        }
        int kept = earliest;
        tags.removeIf(tag -> tag.end() <= kept);
    }

    /** Shows a tag instead of rendering it. */
    void show(int start, Problem problem) {
        add(start, start + 1, "&lt;", problem);
    }

    /** Takes away the sign that makes an image of a link. */
    void unmark(int from, int to, Target target) {
        add(from, to, "", target.problem().orElseThrow());
    }

    /**
     * A target that is let through as long as nothing in it is replaced: what is left of it could lead elsewhere.
     *
     * @param hold where that starts which makes a target of it
     * @param joining whether a note in its place would be read together with what stands before it
     */
    void passTarget(int hold, int start, int end, boolean joining) {
        forget(start);
        targets.add(new OpenTarget(hold, start, end, joining, removals.size()));
    }

    /** Puts a note there, or in the place of the whole target that it stands in; what it replaces. */
    Replaced note(int from, int to, String what, Target target) {
        return note(from, to, before(from).isJoining(), what, target);
    }

    /** The same behind a closing bracket, with which the note must not become one construct. */
    Replaced noteApart(int from, int to, String what, Target target) {
        return note(from, to, true, what, target);
    }

    private Replaced note(int from, int to, boolean apart, String what, Target target) {
        int start = from;
        int end = to;
        boolean joining = apart;
        for (int i = targets.size() - 1; i >= 0; i--) {
            OpenTarget open = targets.get(i);
            if (start >= open.start() && start < open.end()) {
                start = open.start();
                end = Math.max(end, open.end());
                joining = open.joining();
                int source = text.source(start);
                removals.subList(open.removals(), removals.size())
                        .removeIf(removal -> removal.edit().start() >= source);
            }
        }
        return put(start, end, joining, what, target);
    }

    private Replaced put(int from, int to, boolean apart, String what, Target target) {
        Problem problem = target.problem().orElseThrow();
        for (OpenTag tag : tags) {
            if (tag.start() < from && from < tag.end()) {
                show(tag.start(), problem);
            }
        }
        tags.removeIf(tag -> from < tag.end());
        targets.removeIf(open -> from < open.end());
        add(from, to, (apart ? " " : "") + noteText(what, target), problem);
        return new Replaced(from, to);
    }

    private static String noteText(String what, Target target) {
        String host = Hosts.shown(target.host());
        return "(" + what + " removed" + (host.isEmpty() ? "" : ": " + host) + ")";
    }

    private void add(int from, int to, String with, Problem problem) {
        int start = text.source(from);
        int end = to == from ? start : text.sourceEnd(to);
        removals.add(new Removal(new Edit(start, end, with), problem));
        last = Math.max(last, start);
    }

    /** Whether anything is changed from there on. */
    boolean isAnyFrom(int place) {
        return last >= text.source(place);
    }

    /** Where the first tag or definition starts that is let through and goes on behind that place; else that place. */
    int opening(int place) {
        int start = place;
        for (int i = targets.size() - 1; i >= 0; i--) {
            start = start < targets.get(i).end()
                    ? Math.min(start, targets.get(i).hold())
                    : start;
        }
        int changed = start;
        for (OpenTag tag : tags) {
            start = changed < tag.end() ? Math.min(start, tag.start()) : start;
        }
        return start;
    }

    /** All, in order. */
    List<Removal> inOrder() {
        removals.sort(Comparator.comparingInt(removal -> removal.edit().start()));
        return removals;
    }
}
