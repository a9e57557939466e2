package io.chatguard.testkit;

import java.util.Map;
import java.util.SplittableRandom;

/**
 * The random letters that the API adds to deltas, so that an eavesdropper cannot tell words by the sizes of packets.
 *
 * <p>On by default, as at the API; {@code stream_options.include_obfuscation: false} turns it off. The same every time.
 */
final class Obfuscation {
    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final int LONGEST = 16;

    private final SplittableRandom random = new SplittableRandom(0);
    private final boolean wanted;

    Obfuscation(Prompt prompt) {
        Object option = Json.get(Json.get(prompt.body(), "stream_options"), "include_obfuscation");
        this.wanted = !Boolean.FALSE.equals(option);
    }

    /** Adds the member to an event, if wanted. */
    void addTo(Map<String, Object> event) {
        if (!wanted) {
            return;
        }
        StringBuilder letters = new StringBuilder();
        for (int i = random.nextInt(1, LONGEST + 1); i > 0; i--) {
            letters.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        event.put("obfuscation", letters.toString());
    }
}
