package io.chatguard.spi;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The moderation endpoint of the provider that a call goes to, reached by the caller's own client below the guard: with
 * its key, its proxy and its log, and without the guard's stages. Give it pseudonymised text only. Thread-safe.
 */
public interface ProviderModeration {

    /**
     * Asks for the scores of texts.
     *
     * @param model the model that judges, or empty for the provider's own choice
     * @param texts at least one
     * @param timeout for the whole request
     * @return for each text the score of each category, from 0 to 1, by the category's name
     * @throws io.chatguard.GuardException if there is no answer that can be used
     */
    List<Map<String, Double>> scores(String model, List<String> texts, Duration timeout);
}
