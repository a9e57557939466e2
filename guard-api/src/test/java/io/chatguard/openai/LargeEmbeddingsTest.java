package io.chatguard.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.models.embeddings.CreateEmbeddingResponse;
import com.openai.models.embeddings.EmbeddingCreateParams;
import com.openai.models.embeddings.EmbeddingCreateParams.EncodingFormat;
import com.sun.net.httpserver.HttpServer;
import io.chatguard.Direction;
import io.chatguard.Guard;
import io.chatguard.Policy;
import io.chatguard.Receipt;
import io.chatguard.testkit.Soak;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Replies of millions of numbers pass: what is kept of a vector does not grow with its length. */
class LargeEmbeddingsTest {

    private static final int DIMENSIONS = 3_072;

    /** More numbers than a document may have values; in a soak run the API's largest call. */
    private static final int INPUTS = Soak.cases(400, 2_048);

    private static void answer(OutputStream out, String vector) throws IOException {
        out.write("{\"object\":\"list\",\"model\":\"m\",\"data\":[".getBytes(StandardCharsets.UTF_8));
        for (int i = 0; i < INPUTS; i++) {
            String item = (i == 0 ? "" : ",") + "{\"object\":\"embedding\",\"index\":" + i + ",\"embedding\":" + vector;
            out.write((item + "}").getBytes(StandardCharsets.UTF_8));
        }
        out.write("],\"usage\":{\"prompt_tokens\":1,\"total_tokens\":1}}".getBytes(StandardCharsets.UTF_8));
    }

    /** The answer to a call, and how many texts the guard looked at. */
    private record Answered(CreateEmbeddingResponse reply, int texts) {}

    private static Answered call(String vector, EncodingFormat format) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream out = new BufferedOutputStream(exchange.getResponseBody())) {
                answer(out, vector);
            }
        });
        server.start();
        List<Receipt> receipts = new ArrayList<>();
        OpenAIClient bare = OpenAIOkHttpClient.builder()
                .baseUrl("http://127.0.0.1:" + server.getAddress().getPort())
                .apiKey("test-key")
                .maxRetries(0)
                .build();
        try (Guard guard = Guard.builder()
                .policy(Policy.builder().maxReplyBytes(256L << 20).build())
                .redaction(new SwapRedaction())
                .onReceipt(receipts::add)
                .build()) {
            CreateEmbeddingResponse reply = GuardedOpenAI.wrap(bare, guard)
                    .embeddings()
                    .create(EmbeddingCreateParams.builder()
                            .model("m")
                            .input("text")
                            .encodingFormat(format)
                            .build());
            return new Answered(reply, receipts.get(0).segments(Direction.REPLY));
        } finally {
            bare.close();
            server.stop(0);
        }
    }

    @Test
    void asNumbers() throws IOException {
        String vector = "[" + "0.0012345,".repeat(DIMENSIONS - 1) + "-1]";

        Answered answered = call(vector, EncodingFormat.FLOAT);

        assertThat(answered.reply().data()).hasSize(INPUTS);
        assertThat(answered.reply().data().get(INPUTS - 1).embedding()).hasSize(DIMENSIONS);
        assertThat(answered.texts()).isLessThan(10);
    }

    @Test
    void asBase64() throws IOException {
        String vector = Base64.getEncoder()
                .encodeToString(ByteBuffer.allocate(4 * DIMENSIONS).putFloat(1).array());

        Answered answered = call("\"" + vector + "\"", EncodingFormat.BASE64);

        assertThat(answered.reply().data()).hasSize(INPUTS);
        assertThat(answered.texts()).isLessThan(10);
    }
}
