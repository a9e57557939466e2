package io.chatguard.testkit;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Predicate;

/** The small endpoints: models, embeddings, moderations. True in shape; the numbers mean nothing. */
final class Catalog {
    private static final List<String> MODELS = List.of("gpt-4o", "gpt-4o-mini", "gpt-5");
    private static final List<String> CATEGORIES = List.of(
            "harassment",
            "harassment/threatening",
            "hate",
            "hate/threatening",
            "illicit",
            "illicit/violent",
            "self-harm",
            "self-harm/instructions",
            "self-harm/intent",
            "sexual",
            "sexual/minors",
            "violence",
            "violence/graphic");
    private static final int MOST_DIMENSIONS = 4096;

    private Catalog() {}

    static Object models() {
        List<Object> models = new ArrayList<>();
        for (String id : MODELS) {
            models.add(Json.object("id", id)
                    .and("object", "model")
                    .and("created", Ids.CREATED)
                    .and("owned_by", "fake"));
        }
        return Json.object("object", "list").and("data", models);
    }

    /** Unit vectors that depend on the input alone, as numbers or as base64 of little-endian floats, as asked for. */
    static Object embeddings(Object body) throws ApiError {
        List<Object> inputs = inputs(body);
        int dimensions = Math.min(Math.max(1, Json.integer(body, "dimensions", 8)), MOST_DIMENSIONS);
        boolean base64 = Json.string(body, "encoding_format").equals("base64");
        List<Object> data = new ArrayList<>();
        long used = 0;
        for (Object input : inputs) {
            double[] vector = vector(Json.write(input), dimensions);
            data.add(Json.object("object", "embedding")
                    .and("index", data.size())
                    .and("embedding", base64 ? base64(vector) : numbers(vector)));
            used += Usage.units(Json.write(input));
        }
        return Json.object("object", "list")
                .and("data", data)
                .and("model", Json.string(body, "model"))
                .and("usage", Json.object("prompt_tokens", used).and("total_tokens", used));
    }

    /** One result an input; what the predicate holds for is flagged as violence. */
    static Object moderations(Object body, Predicate<String> flagged, Ids ids) throws ApiError {
        List<Object> results = new ArrayList<>();
        for (Object input : inputs(body)) {
            boolean flag = flagged.test(input instanceof String text ? text : Json.string(input, "text"));
            Map<String, Object> categories = Json.object();
            Map<String, Object> scores = Json.object();
            Map<String, Object> applied = Json.object();
            for (String category : CATEGORIES) {
                boolean hit = flag && category.equals("violence");
                categories.put(category, hit);
                scores.put(category, hit ? 0.99 : 0.001);
                applied.put(category, List.of("text"));
            }
            results.add(Json.object("flagged", flag)
                    .and("categories", categories)
                    .and("category_scores", scores)
                    .and("category_applied_input_types", applied));
        }
        String model = Json.string(body, "model");
        return Json.object("id", ids.next("modr-"))
                .and("model", model.isEmpty() ? "omni-moderation-latest" : model)
                .and("results", results);
    }

    private static List<Object> inputs(Object body) throws ApiError {
        Object input = Json.get(body, "input");
        if (input instanceof String) {
            return List.of(input);
        }
        if (!(input instanceof List<?> list) || list.isEmpty()) {
            throw ApiError.missing("input");
        }
        return list.get(0) instanceof Json.Numeral ? List.of(list) : List.copyOf(list);
    }

    private static double[] vector(String seed, int dimensions) {
        SplittableRandom random = new SplittableRandom(seed.hashCode());
        double[] vector = new double[dimensions];
        double square = 0;
        for (int i = 0; i < dimensions; i++) {
            vector[i] = random.nextDouble(-1, 1);
            square += vector[i] * vector[i];
        }
        for (int i = 0; i < dimensions; i++) {
            vector[i] /= Math.sqrt(square);
        }
        return vector;
    }

    private static List<Object> numbers(double[] vector) {
        List<Object> numbers = new ArrayList<>();
        for (double number : vector) {
            numbers.add(number);
        }
        return numbers;
    }

    private static String base64(double[] vector) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * vector.length).order(ByteOrder.LITTLE_ENDIAN);
        for (double number : vector) {
            bytes.putFloat((float) number);
        }
        return Base64.getEncoder().encodeToString(bytes.array());
    }
}
