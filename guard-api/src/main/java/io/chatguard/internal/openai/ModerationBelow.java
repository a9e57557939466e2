package io.chatguard.internal.openai;

import com.openai.client.OpenAIClient;
import com.openai.core.RequestOptions;
import com.openai.core.http.HttpResponse;
import com.openai.errors.OpenAIException;
import com.openai.models.moderations.ModerationCreateParams;
import io.chatguard.GuardException;
import io.chatguard.GuardException.Reason;
import io.chatguard.internal.json.JsonIndex;
import io.chatguard.internal.json.JsonKind;
import io.chatguard.internal.json.JsonLimits;
import io.chatguard.internal.json.JsonRefused;
import io.chatguard.spi.ProviderModeration;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The moderations of the user's own client; its reply is read by us, so that a new category needs no new SDK. */
record ModerationBelow(OpenAIClient client) implements ProviderModeration {

    private static final int LARGEST_REPLY = 4 << 20;

    @Override
    public List<Map<String, Double>> scores(String model, List<String> texts, Duration timeout) {
        ModerationCreateParams.Builder params = ModerationCreateParams.builder().inputOfStrings(texts);
        if (!model.isEmpty()) {
            params.model(model);
        }
        RequestOptions options = RequestOptions.builder().timeout(timeout).build();
        try (HttpResponse response = client.moderations().withRawResponse().create(params.build(), options)) {
            if (response.statusCode() / 100 != 2) {
                throw failed("status " + response.statusCode(), null);
            }
            byte[] bytes = BoundedBuffer.readAll(response.body(), LARGEST_REPLY, 0);
            return read(JsonIndex.of(bytes, JsonLimits.DEFAULT.withMaxBytes(LARGEST_REPLY)), texts.size());
        } catch (OpenAIException | IOException | JsonRefused | BoundedBuffer.TooLarge e) {
            throw failed("it failed", e);
        }
    }

    private static List<Map<String, Double>> read(JsonIndex body, int expected) {
        List<Map<String, Double>> all = new ArrayList<>();
        int results = body.child(0, "results");
        if (results >= 0 && body.kind(results) == JsonKind.ARRAY) {
            for (int at = body.firstChild(results); at >= 0; at = body.nextSibling(at)) {
                all.add(scores(body, body.child(at, "category_scores")));
            }
        }
        if (all.size() != expected) {
            throw failed("its answer does not fit the question", null);
        }
        return all;
    }

    private static Map<String, Double> scores(JsonIndex body, int node) {
        Map<String, Double> scores = new LinkedHashMap<>();
        if (node >= 0 && body.kind(node) == JsonKind.OBJECT) {
            for (int at = body.firstChild(node); at >= 0; at = body.nextSibling(at)) {
                if (body.kind(at) == JsonKind.NUMBER) {
                    scores.put(body.name(at), Double.parseDouble(body.text(at)));
                }
            }
        }
        if (scores.isEmpty()) {
            throw failed("its answer has no scores", null);
        }
        return scores;
    }

    private static GuardException failed(String how, @Nullable Throwable origin) {
        GuardException.Builder failure = GuardException.of(
                        Reason.STAGE_FAILED, "the provider's moderation cannot be used: " + how)
                .rule("moderation/endpoint");
        return (origin == null ? failure : failure.origin(origin)).build();
    }
}
