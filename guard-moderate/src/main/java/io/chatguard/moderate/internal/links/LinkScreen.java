package io.chatguard.moderate.internal.links;

import io.chatguard.Action;
import io.chatguard.moderate.LinkSettings;
import io.chatguard.moderate.internal.text.Echo;
import io.chatguard.moderate.internal.text.Ruling;
import io.chatguard.moderate.internal.text.WholeText;
import io.chatguard.spi.Channel;
import io.chatguard.spi.Content;
import io.chatguard.spi.Exchange;
import io.chatguard.spi.Interceptor;
import io.chatguard.spi.Segment;
import io.chatguard.spi.StreamFilter;
import io.chatguard.spi.View;
import java.util.Set;

/** The stage that makes links and active content of replies harmless; it never opens a connection. */
public final class LinkScreen implements Interceptor {

    /** Stands where a whole value was a link. */
    private static final String NOWHERE = "about:blank";

    private static final String REMEDY = "allow the host under guardrails.links.allow if it may be linked to";

    private final LinkSettings settings;
    private final Hosts hosts;

    public LinkScreen(LinkSettings settings) {
        this.settings = settings;
        this.hosts = new Hosts(settings.allow());
    }

    /** Whether that is a host, an address or {@code *}, in the form in which it is compared. */
    public static boolean isLegalHost(String entry) {
        return Hosts.isLegalEntry(entry);
    }

    /** The host of a URL of the caller's own, for allow-lists of other kinds; empty if it has none that is plain. */
    public static String plainHost(String url) {
        Target target = Target.of(url, new Hosts(Set.of("*")));
        return target.problem().isPresent() ? "" : Hosts.ascii(Hosts.normal(target.host()));
    }

    @Override
    public String name() {
        return "links";
    }

    @Override
    public View view() {
        return View.CLEAR;
    }

    @Override
    public Call open(Exchange exchange) {
        Ruling ruling = new Ruling(exchange, name());
        return new Call() {
            @Override
            public Content onReply(Content reply) {
                return WholeText.filtered(
                        reply,
                        segment -> Echo.isAt(segment.place())
                                ? StreamFilter.passing()
                                : filter(segment.kind(), segment.place(), ruling));
            }

            @Override
            public StreamFilter onStream(Channel channel) {
                return Echo.isAt(channel.place())
                        ? StreamFilter.passing()
                        : filter(channel.kind(), channel.place(), ruling);
            }
        };
    }

    private StreamFilter filter(Segment.Kind kind, String place, Ruling ruling) {
        return switch (kind) {
            case PROSE, STRUCTURED, NOT_JSON, TOOL_OUTPUT, FILENAME -> links(settings.prose(), place, ruling);
            case TOOL_ARGUMENT -> argument(settings.tools(), place, ruling);
            // Rewritten code would do something else; it is counted only.
            case CODE -> links(settings.prose() == Action.ALLOW ? Action.ALLOW : Action.FLAG, place, ruling);
            case URL -> whole(settings.prose(), place, ruling);
            // What the provider echoes of the caller's own request.
            case SCHEMA, METADATA, END_USER, QUERY, PATH, HEADER -> StreamFilter.passing();
        };
    }

    private StreamFilter links(Action action, String place, Ruling ruling) {
        return action == Action.ALLOW
                ? StreamFilter.passing()
                : new LinkFilter(hosts, problem -> act(action, problem, place, ruling));
    }

    private StreamFilter argument(Action action, String place, Ruling ruling) {
        StreamFilter links = links(action, place, ruling);
        return action == Action.ALLOW
                ? links
                : new AddressFilter(links, problem -> act(action, problem, place, ruling));
    }

    private StreamFilter whole(Action action, String place, Ruling ruling) {
        if (action == Action.ALLOW) {
            return StreamFilter.passing();
        }
        return new StreamFilter() {
            @Override
            public void onText(CharSequence undecided, Output out) {
                // A value is judged when it is there.
            }

            @Override
            public void onEnd(CharSequence undecided, Output out) {
                Target target = Target.of(undecided.toString(), hosts);
                if (target.problem().isPresent() && act(action, target.problem().get(), place, ruling)) {
                    out.replace(undecided.length(), NOWHERE);
                } else {
                    out.pass(undecided.length());
                }
            }
        };
    }

    /** Whether the link is taken out. */
    private static boolean act(Action action, Problem problem, String place, Ruling ruling) {
        if (action == Action.BLOCK) {
            throw ruling.block(problem.reason(), problem.rule(), place, REMEDY);
        }
        ruling.tell(action, problem.reason(), place);
        return action == Action.REDACT;
    }
}
