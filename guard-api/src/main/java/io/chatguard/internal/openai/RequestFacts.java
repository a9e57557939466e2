package io.chatguard.internal.openai;

import io.chatguard.internal.json.JsonIndex;
import io.chatguard.internal.json.JsonKind;
import io.chatguard.spi.Facts;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Reads from a request what is known of the call apart from its texts. */
final class RequestFacts {

    /** Words of the API's paths; everything else in a path is an id or an account's own name. */
    private static final Set<String> PATH_WORDS = Set.of(
            "openai",
            "v1",
            "deployments",
            "chat",
            "completions",
            "responses",
            "embeddings",
            "moderations",
            "models",
            "images",
            "audio",
            "files",
            "uploads",
            "batches",
            "conversations",
            "vector_stores",
            "fine_tuning",
            "evals",
            "threads",
            "assistants",
            "containers",
            "videos",
            "skills",
            "organization",
            "input_items",
            "input_tokens",
            "compact",
            "cancel",
            "messages",
            "items",
            "runs",
            "steps",
            "generations",
            "edits",
            "variations",
            "speech",
            "transcriptions",
            "translations",
            "content",
            "parts",
            "complete",
            "jobs",
            "search",
            "delete",
            "accept",
            "activate",
            "admin_api_keys",
            "agents",
            "alerts",
            "alpha",
            "api_keys",
            "archive",
            "artifacts",
            "audio_speeches",
            "audio_transcriptions",
            "audit_logs",
            "calls",
            "cases",
            "certificates",
            "characters",
            "chatkit",
            "checkpoints",
            "client_secrets",
            "code_interpreter_sessions",
            "content_provenance_checks",
            "costs",
            "credentials",
            "data_retention",
            "deactivate",
            "decisions",
            "environments",
            "events",
            "extensions",
            "external_keys",
            "external_storage",
            "federation_rules",
            "file_batches",
            "file_search_calls",
            "fork",
            "graders",
            "groups",
            "hangup",
            "hosted_tool_permissions",
            "invites",
            "live",
            "model_permissions",
            "output_items",
            "pause",
            "permissions",
            "projects",
            "rate_limits",
            "realtime",
            "refer",
            "reject",
            "remix",
            "resume",
            "roles",
            "rotate_secret",
            "run",
            "safety",
            "service_accounts",
            "service_tier_settings",
            "sessions",
            "spend_alerts",
            "spend_limit",
            "subagents",
            "submit_tool_outputs",
            "templates",
            "test",
            "traces",
            "transcription_sessions",
            "turns",
            "usage",
            "users",
            "validate",
            "vaults",
            "versions",
            "voice_consents",
            "voices",
            "web_search_calls",
            "webhook_endpoints",
            "webhook_event_types",
            "workload_identity_providers");

    private RequestFacts() {}

    static boolean isPathWord(String segment) {
        return PATH_WORDS.contains(segment);
    }

    static String operation(List<String> path) {
        List<String> words = new ArrayList<>();
        for (String segment : path) {
            if (isPathWord(segment)
                    && !segment.equals("openai")
                    && !segment.equals("v1")
                    && !segment.equals("deployments")) {
                words.add(segment);
            }
        }
        return words.isEmpty() ? "other" : String.join(".", words);
    }

    /** Facts of a call without a JSON body. */
    static Facts of(List<String> path) {
        return new Facts(
                operation(path), "", List.of(), Facts.Transfer.WHOLE, Facts.Storage.NOT_STORED, 1, Facts.Format.TEXT);
    }

    /**
     * Facts of a call whose body is a form.
     *
     * @param form gives the value of a field, or an empty text
     */
    static Facts of(List<String> path, UnaryOperator<String> form) {
        String purpose = form.apply("purpose");
        String operation = operation(path) + (purpose.equals("fine-tune") ? ".fine_tune" : "");
        boolean streamed = form.apply("stream").equals("true");
        return new Facts(
                operation,
                form.apply("model"),
                List.of(),
                streamed ? Facts.Transfer.STREAMED : Facts.Transfer.WHOLE,
                Facts.Storage.NOT_STORED,
                1,
                Facts.Format.TEXT);
    }

    /** Facts of a call with that body. */
    static Facts of(List<String> path, JsonIndex body) {
        String operation = operation(path);
        boolean stored = operation.startsWith("responses")
                ? !is(body, body.child(0, "store"), JsonKind.FALSE)
                : is(body, body.child(0, "store"), JsonKind.TRUE);
        return new Facts(
                operation,
                text(body, body.child(0, "model")).orElse(""),
                tools(body),
                is(body, body.child(0, "stream"), JsonKind.TRUE) ? Facts.Transfer.STREAMED : Facts.Transfer.WHOLE,
                stored ? Facts.Storage.STORED : Facts.Storage.NOT_STORED,
                choices(body),
                format(body));
    }

    /** The server-side object that the request continues, if it names one. */
    static Optional<String> continues(JsonIndex body) {
        return text(body, body.child(0, "previous_response_id"));
    }

    private static int choices(JsonIndex body) {
        int n = body.child(0, "n");
        if (!is(body, n, JsonKind.NUMBER)) {
            return 1;
        }
        try {
            return Math.max(1, Integer.parseInt(body.text(n)));
        } catch (NumberFormatException e) {
            return 1;
        }
    }

    private static Facts.Format format(JsonIndex body) {
        int chat = body.child(0, "response_format");
        int text = body.child(0, "text");
        int responses = text >= 0 ? body.child(text, "format") : -1;
        int format = chat >= 0 ? chat : responses;
        String type = format < 0 ? "" : text(body, body.child(format, "type")).orElse("");
        return switch (type.toLowerCase(Locale.ROOT)) {
            case "json_schema" -> Facts.Format.JSON_SCHEMA;
            case "json_object" -> Facts.Format.JSON_OBJECT;
            default -> Facts.Format.TEXT;
        };
    }

    private static List<String> tools(JsonIndex body) {
        List<String> names = new ArrayList<>();
        int tools = body.child(0, "tools");
        if (!is(body, tools, JsonKind.ARRAY)) {
            return names;
        }
        for (int tool = body.firstChild(tools); tool >= 0; tool = body.nextSibling(tool)) {
            int holder = body.child(tool, "function");
            holder = holder < 0 ? body.child(tool, "custom") : holder;
            text(body, body.child(holder < 0 ? tool : holder, "name")).ifPresent(names::add);
        }
        return names;
    }

    private static boolean is(JsonIndex body, int node, JsonKind kind) {
        return node >= 0 && body.kind(node) == kind;
    }

    private static Optional<String> text(JsonIndex body, int node) {
        return is(body, node, JsonKind.STRING) ? Optional.of(body.text(node)) : Optional.empty();
    }
}
