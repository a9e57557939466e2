package io.chatguard.moderate.internal.links;

import io.chatguard.spi.StreamFilter;

/**
 * Looks at a tool's argument that is a host or an address and nothing else, which is no link and is connected to all the
 * same; every other text goes on to the filter behind. The first {@value #LONGEST} characters are held back.
 */
final class AddressFilter implements StreamFilter {

    private static final int LONGEST = 64;
    private static final String INSTEAD = "(address removed)";

    private final StreamFilter links;
    private final LinkFilter.Listener listener;
    private boolean longer;

    AddressFilter(StreamFilter links, LinkFilter.Listener listener) {
        this.links = links;
        this.listener = listener;
    }

    @Override
    public void onText(CharSequence undecided, Output out) {
        longer |= undecided.length() > LONGEST;
        if (longer) {
            links.onText(undecided, out);
        }
    }

    @Override
    public void onEnd(CharSequence undecided, Output out) {
        boolean whole = !longer && undecided.length() <= LONGEST;
        if (whole && Hosts.isInsideAddress(undecided.toString()) && listener.removes(Problem.PRIVATE_ADDRESS)) {
            out.replace(undecided.length(), INSTEAD);
        } else {
            links.onEnd(undecided, out);
        }
    }
}
