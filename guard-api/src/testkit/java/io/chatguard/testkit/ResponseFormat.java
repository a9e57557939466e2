package io.chatguard.testkit;

/** The form of answer that was asked for, and its schema where there is one. */
record ResponseFormat(String type, Object schema) {
    static final ResponseFormat TEXT = new ResponseFormat("text", Json.NULL);

    /** Reads {@code response_format} of chat completions or {@code text.format} of Responses. */
    static ResponseFormat of(Object body) {
        Object format = Json.get(body, "response_format");
        if (format == Json.NULL) {
            format = Json.get(Json.get(body, "text"), "format");
        }
        return switch (Json.string(format, "type")) {
            case "json_object" -> new ResponseFormat("json_object", Json.NULL);
            case "json_schema" -> {
                Object nested = Json.get(format, "json_schema");
                yield new ResponseFormat("json_schema", Json.get(nested == Json.NULL ? format : nested, "schema"));
            }
            default -> TEXT;
        };
    }
}
