package io.chatguard.internal.openai;

import com.openai.core.http.HttpMethod;
import com.openai.core.http.HttpRequest;
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

    /** Resources that the provider keeps until they are deleted. */
    private static final Set<String> KEEPING = Set.of(
            "conversations",
            "files",
            "uploads",
            "batches",
            "threads",
            "assistants",
            "vector_stores",
            "containers",
            "fine_tuning",
            "evals",
            "videos",
            "skills");

    /** {@code functions} is what chat completions called tools at first. */
    private static final List<String> TOOL_LISTS = List.of("tools", "functions");

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
    static Facts of(HttpRequest request) {
        String operation = operation(request.pathSegments());
        boolean streamed = request.queryParams().values("stream").contains("true");
        boolean kept = request.method() == HttpMethod.POST && keeps(operation);
        return new Facts(
                operation,
                "",
                List.of(),
                streamed ? Facts.Transfer.STREAMED : Facts.Transfer.WHOLE,
                kept ? Facts.Storage.STORED : Facts.Storage.NOT_STORED,
                1,
                Facts.Format.TEXT);
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
                keeps(operation) ? Facts.Storage.STORED : Facts.Storage.NOT_STORED,
                1,
                Facts.Format.TEXT);
    }

    /** Facts of a call with that body. */
    static Facts of(List<String> path, JsonIndex body) {
        String operation = operation(path);
        boolean stored = switch (operation) {
            case "responses" -> !is(body, body.child(0, "store"), JsonKind.FALSE);
            case "chat.completions" -> is(body, body.child(0, "store"), JsonKind.TRUE);
            default -> keeps(operation);
        };
        return new Facts(
                operation,
                text(body, body.child(0, "model")).orElse(""),
                tools(body),
                is(body, body.child(0, "stream"), JsonKind.TRUE) ? Facts.Transfer.STREAMED : Facts.Transfer.WHOLE,
                stored ? Facts.Storage.STORED : Facts.Storage.NOT_STORED,
                choices(body),
                format(body, 0));
    }

    /** Whether the provider keeps what such a call sends. */
    private static boolean keeps(String operation) {
        int dot = operation.indexOf('.');
        return KEEPING.contains(dot < 0 ? operation : operation.substring(0, dot));
    }

    /** {@code n}, for each prompt where legacy completions give several. */
    private static int choices(JsonIndex body) {
        int prompts = 0;
        int prompt = body.child(0, "prompt");
        if (is(body, prompt, JsonKind.ARRAY)) {
            for (int at = body.firstChild(prompt); at >= 0; at = body.nextSibling(at)) {
                prompts += body.kind(at) == JsonKind.NUMBER ? 0 : 1;
            }
        }
        int each = 1;
        int n = body.child(0, "n");
        if (is(body, n, JsonKind.NUMBER)) {
            try {
                each = Math.max(1, Integer.parseInt(body.text(n)));
            } catch (NumberFormatException e) {
                each = 1;
            }
        }
        return (int) Math.min(Integer.MAX_VALUE, (long) each * Math.max(1, prompts));
    }

    /** The form of answer that a body asks for, or that a stored response says it was asked for. */
    static Facts.Format format(JsonIndex body, int object) {
        int chat = body.child(object, "response_format");
        int format = chat >= 0 ? chat : member(body, body.child(object, "text"), "format");
        return switch (text(body, member(body, format, "type")).orElse("").toLowerCase(Locale.ROOT)) {
            case "json_schema" -> Facts.Format.JSON_SCHEMA;
            case "json_object" -> Facts.Format.JSON_OBJECT;
            default -> Facts.Format.TEXT;
        };
    }

    private static int member(JsonIndex body, int object, String name) {
        return object < 0 ? -1 : body.child(object, name);
    }

    private static List<String> tools(JsonIndex body) {
        List<String> names = new ArrayList<>();
        for (String list : TOOL_LISTS) {
            int tools = body.child(0, list);
            if (is(body, tools, JsonKind.ARRAY)) {
                for (int tool = body.firstChild(tools); tool >= 0; tool = body.nextSibling(tool)) {
                    names.add(tool(body, tool));
                }
            }
        }
        return names;
    }

    /** A function's or custom tool's name, {@code mcp/} and a connector or label, else the type. */
    private static String tool(JsonIndex body, int tool) {
        String type = text(body, body.child(tool, "type")).orElse("");
        if (type.equals("mcp")) {
            Optional<String> connector = text(body, body.child(tool, "connector_id"));
            return "mcp/"
                    + connector
                            .or(() -> text(body, body.child(tool, "server_label")))
                            .orElse("");
        }
        int function = body.child(tool, "function");
        int holder = function < 0 ? body.child(tool, "custom") : function;
        return text(body, body.child(holder < 0 ? tool : holder, "name")).orElse(type);
    }

    private static boolean is(JsonIndex body, int node, JsonKind kind) {
        return node >= 0 && body.kind(node) == kind;
    }

    private static Optional<String> text(JsonIndex body, int node) {
        return is(body, node, JsonKind.STRING) ? Optional.of(body.text(node)) : Optional.empty();
    }
}
