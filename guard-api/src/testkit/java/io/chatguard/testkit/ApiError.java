package io.chatguard.testkit;

import java.util.Map;

/**
 * A request that the API refuses, in the words of the API. Made without a stack trace: it is an answer, not a failure.
 */
final class ApiError extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final transient Map<String, Object> body;

    ApiError(int status, String code, String param, String message) {
        super(code, null, false, false);
        this.status = status;
        this.body =
                body(typeOf(status), code.isEmpty() ? Json.NULL : code, message, param.isEmpty() ? Json.NULL : param);
    }

    int status() {
        return status;
    }

    Map<String, Object> body() {
        return body;
    }

    static ApiError notFound(String method, String path) {
        return new ApiError(404, "", "", "Invalid URL (" + method + " " + path + ")");
    }

    static ApiError missing(String param) {
        return new ApiError(400, "missing_required_parameter", param, "Missing required parameter: '" + param + "'.");
    }

    static Map<String, Object> body(String type, Object code, String message, Object param) {
        return Json.object(
                "error",
                Json.object("message", message)
                        .and("type", type)
                        .and("param", param)
                        .and("code", code));
    }

    /** The {@code type} that the API gives to errors of this status. */
    static String typeOf(int status) {
        if (status >= 500) {
            return "server_error";
        }
        return switch (status) {
            case 401 -> "authentication_error";
            case 403 -> "permission_error";
            case 429 -> "rate_limit_error";
            default -> "invalid_request_error";
        };
    }
}
