package io.chatguard.spi;

import java.util.List;

/**
 * What is known of a call apart from its texts.
 *
 * @param operation the API's operation, such as {@code chat.completions} or {@code responses}
 * @param model the model asked for, or empty
 * @param tools what is offered to the model, in order: the names of functions and custom tools, {@code mcp/} and the
 *     connector's id or the server's label for MCP, for other tools of the provider their type ({@code web_search})
 * @param transfer whether the reply streams
 * @param storage whether the provider keeps the reply for later calls
 * @param choices how many answers are asked for ({@code n}), at least 1
 * @param format the form of answer asked for
 */
public record Facts(
        String operation,
        String model,
        List<String> tools,
        Transfer transfer,
        Storage storage,
        int choices,
        Format format) {

    /** How the reply arrives. */
    public enum Transfer {
        WHOLE,
        STREAMED
    }

    /** Whether the provider keeps the reply. */
    public enum Storage {
        NOT_STORED,
        STORED
    }

    /** The form of the answer. */
    public enum Format {
        TEXT,
        JSON_OBJECT,
        JSON_SCHEMA
    }

    public Facts {
        tools = List.copyOf(tools);
    }

    /** Shows operation, transfer, storage and counts: a model or tool name may be a customer's. */
    @Override
    public String toString() {
        return "Facts[" + operation + ", " + transfer + ", " + storage + ", tools=" + tools.size() + ", n=" + choices
                + ", " + format + "]";
    }
}
