package io.chatguard.internal.openai;

import com.openai.core.http.HttpMethod;
import com.openai.core.http.HttpRequest;
import io.chatguard.internal.json.JsonIndex;
import io.chatguard.internal.json.JsonKind;
import io.chatguard.internal.json.JsonLimits;
import io.chatguard.internal.json.JsonRefused;
import io.chatguard.spi.Facts;
import java.util.Set;

/** What may be asked again of a provider that has said it was done, when its answer was lost on the way. */
final class Repetition {

    /** Operations that only answer; what they leave behind at the provider, nobody builds upon without their answer. */
    private static final Set<String> ANSWERING = Set.of(
            "chat.completions",
            "completions",
            "responses",
            "responses.input_tokens",
            "responses.compact",
            "embeddings",
            "moderations",
            "images.generations",
            "images.edits",
            "images.variations",
            "audio.speech",
            "audio.transcriptions",
            "audio.translations");

    private Repetition() {}

    /** Whether it does no harm if the provider does it twice: a second batch, key or turn of a conversation would. */
    static boolean isHarmless(HttpRequest request, Facts facts) {
        if (request.method() == HttpMethod.GET || request.method() == HttpMethod.HEAD) {
            return true;
        }
        return request.method() == HttpMethod.POST
                && ANSWERING.contains(facts.operation())
                && !(request.body() instanceof BytesBody body && addsToConversation(body.bytes()));
    }

    private static boolean addsToConversation(byte[] body) {
        try {
            JsonIndex index = JsonIndex.of(body, JsonLimits.DEFAULT.withMaxBytes(Math.max(1, body.length)));
            int conversation = index.child(0, "conversation");
            return conversation >= 0 && index.kind(conversation) != JsonKind.NULL;
        } catch (JsonRefused e) {
            return false; // a form: those of this list name no conversation
        }
    }
}
