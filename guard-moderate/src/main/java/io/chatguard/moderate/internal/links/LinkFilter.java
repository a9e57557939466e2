package io.chatguard.moderate.internal.links;

import io.chatguard.spi.StreamFilter;
import java.util.List;

/**
 * Takes the links out of a text while it arrives. Nothing of a link or tag passes before it is decided, and what is
 * decided does not depend on the cuts; a whole text is the case of one cut.
 */
final class LinkFilter implements StreamFilter {

    /** Learns of each removal before it is made. */
    interface Listener {
        /** May throw to stop the reply; whether the removal is made. */
        boolean removes(Problem problem);
    }

    private static final int PART = 1 << 17;

    private final Hosts hosts;
    private final Listener listener;
    private final Before before = new Before();
    private boolean dropping;
    private boolean removing;

    LinkFilter(Hosts hosts, Listener listener) {
        this.hosts = hosts;
        this.listener = listener;
    }

    @Override
    public void onText(CharSequence undecided, Output out) {
        step(undecided, false, out);
    }

    @Override
    public void onEnd(CharSequence undecided, Output out) {
        step(undecided, true, out);
    }

    /** In parts, so that a large text needs no large arrays; each part is longer than all that can be held back. */
    private void step(CharSequence undecided, boolean complete, Output out) {
        int at = 0;
        while (undecided.length() - at > PART) {
            at += part(undecided.subSequence(at, at + PART), false, out);
        }
        part(undecided.subSequence(at, undecided.length()), complete, out);
    }

    /** Decides on what can be decided; gives how much that is. */
    private int part(CharSequence text, boolean complete, Output out) {
        int at = 0;
        while (at < text.length()) {
            at += dropping ? drop(text.subSequence(at, text.length()), out) : 0;
            if (dropping || at == text.length()) {
                break;
            }
            CharSequence rest = text.subSequence(at, text.length());
            LinkScan scan = new LinkScan(new Decoded(rest, complete), complete, hosts, before.copy());
            int decided = scan.run();
            emit(scan.removals(), decided, out);
            remember(scan.text(), decided);
            dropping = scan.isOverlong();
            at += decided;
            if (!dropping) {
                break;
            }
        }
        return at;
    }

    /** The rest of a link that is too long goes the way of its beginning. */
    private int drop(CharSequence text, Output out) {
        int i = 0;
        while (i < text.length() && !LinkSyntax.endsOverlong(text.charAt(i))) {
            i++;
        }
        dropping = i == text.length();
        if (removing) {
            out.replace(i, "");
        } else {
            out.pass(i);
        }
        return i;
    }

    private void emit(List<Removal> removals, int decided, Output out) {
        int at = 0;
        for (Removal removal : removals) {
            int start = removal.edit().start();
            int end = removal.edit().end();
            if (end > decided) {
                break;
            }
            removing = listener.removes(removal.problem());
            if (removing) {
                out.pass(start - at);
                out.replace(end - start, removal.edit().with());
                at = end;
            }
        }
        out.pass(decided - at);
    }

    /** As a renderer reads it, since that is how the text behind is looked at: without what is invisible, decoded. */
    private void remember(Decoded text, int decided) {
        for (int i = 0; i < text.length() && text.source(i) < decided; i++) {
            before.read(text.at(i));
        }
    }
}
