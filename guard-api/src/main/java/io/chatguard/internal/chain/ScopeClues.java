package io.chatguard.internal.chain;

import java.util.List;

/**
 * What a request tells of the scope it belongs to.
 *
 * @param handles the values of the handle header: none or one, more are refused
 * @param serverIds ids of server-side objects that it names, the nearest first
 */
public record ScopeClues(List<String> handles, List<String> serverIds) {

    /** Nothing. */
    public static final ScopeClues NONE = new ScopeClues(List.of(), List.of());

    public ScopeClues {
        handles = List.copyOf(handles);
        serverIds = List.copyOf(serverIds);
    }

    /** Shows counts only. */
    @Override
    public String toString() {
        return "ScopeClues[" + handles.size() + ", " + serverIds.size() + "]";
    }
}
