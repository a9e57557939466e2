package io.chatguard.openai;

import com.openai.core.http.HttpMethod;
import com.openai.core.http.HttpRequest;
import com.openai.core.http.HttpRequestBody;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Requests as the SDK hands them to its transport, without the SDK's part above it. */
final class WireRequest {

    private WireRequest() {}

    static HttpRequest streamedChat(String baseUrl, int choices) {
        return post(
                baseUrl,
                "{\"model\":\"gpt-4o\",\"stream\":true,\"n\":" + choices
                        + ",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}",
                "chat",
                "completions");
    }

    static HttpRequest streamedResponse(String baseUrl) {
        return post(baseUrl, "{\"model\":\"gpt-4o\",\"stream\":true,\"store\":false,\"input\":\"x\"}", "responses");
    }

    private static HttpRequest post(String baseUrl, String json, String... path) {
        return HttpRequest.builder()
                .method(HttpMethod.POST)
                .baseUrl(baseUrl)
                .addPathSegments(path)
                .body(new JsonBody(json.getBytes(StandardCharsets.UTF_8)))
                .build();
    }

    private record JsonBody(byte[] bytes) implements HttpRequestBody {
        @Override
        public void writeTo(OutputStream out) {
            try {
                out.write(bytes);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public String contentType() {
            return "application/json";
        }

        @Override
        public long contentLength() {
            return bytes.length;
        }

        @Override
        public boolean repeatable() {
            return true;
        }

        @Override
        public void close() {}
    }
}
