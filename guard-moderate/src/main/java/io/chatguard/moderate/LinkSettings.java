package io.chatguard.moderate;

import io.chatguard.Action;
import io.chatguard.GuardException;
import java.util.List;
import java.util.Set;

/**
 * What is done about links and active content of a reply that go elsewhere than to allowed hosts.
 *
 * @param allow domains that may be linked to, each with all hosts below it, in lower-case ASCII ({@code example.com},
 *     {@code xn--…}); addresses and plain names such as {@code localhost}; {@code *} for all hosts but private, local,
 *     look-alike and ambiguous ones
 * @param prose what happens in texts for readers: {@code ALLOW}, {@code FLAG}, {@code REDACT} (the link becomes a note
 *     that names the host in a form that is no link) or {@code BLOCK}
 * @param tools the same for arguments of tools
 */
public record LinkSettings(Set<String> allow, Action prose, Action tools) {

    static final List<Action> ACTIONS = List.of(Action.ALLOW, Action.FLAG, Action.REDACT, Action.BLOCK);

    public LinkSettings {
        allow = Set.copyOf(allow);
        if (!ACTIONS.contains(prose) || !ACTIONS.contains(tools)) {
            throw GuardException.of(
                            GuardException.Reason.CONFIGURATION, "links are allowed, flagged, redacted or blocked")
                    .build();
        }
    }

    /** Links to those domains only: others are made harmless in prose and stop a call of a tool. */
    public static LinkSettings allowing(String... hosts) {
        return new LinkSettings(Set.copyOf(List.of(hosts)), Action.REDACT, Action.BLOCK);
    }
}
