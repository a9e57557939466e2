package io.chatguard.internal.openai;

import com.openai.core.http.HttpResponse;
import com.openai.errors.OpenAIIoException;
import io.chatguard.internal.json.JsonIndex;
import io.chatguard.internal.json.JsonRefused;
import io.chatguard.spi.Facts;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A JSON reply that is not streamed, read to its end or to what is wrong with it, before any stage has seen it: so it can
 * be asked for again.
 */
final class WholeBody {

    /** Members that hold a list of numbers per input; 2,048 inputs of 3,072 numbers are a usual call. */
    static final Set<String> VECTORS = Set.of("embedding");

    /** Of a length that fits into a long. */
    private static final int MOST_DIGITS = 18;

    private static final Set<String> READABLE = Set.of("", "identity", "gzip", "x-gzip");

    private final @Nullable JsonIndex index;
    private final @Nullable RuntimeException failure;
    private final boolean broken;

    private WholeBody(@Nullable JsonIndex index, @Nullable RuntimeException failure, boolean broken) {
        this.index = index;
        this.failure = failure;
        this.broken = broken;
    }

    /** Whether the response is such a reply, by its status and headers. */
    static boolean isIn(HttpResponse response, Facts facts) {
        if (response.statusCode() / 100 != 2) {
            return false;
        }
        String type = header(response, "Content-Type");
        return isJson(type) && !(facts.operation().equals("files.content") && isReadable(response))
                || type.isEmpty() && facts.transfer() == Facts.Transfer.WHOLE;
    }

    /**
     * Reads it; what is wrong with it is said by {@link #index}.
     *
     * @param limit how many bytes, uncompressed, it may have
     */
    static WholeBody read(HttpResponse response, long limit) {
        long announced = announced(response);
        if (announced > limit) {
            return new WholeBody(null, Refusals.replyTooLarge(limit), false);
        }
        byte[] bytes;
        try (InputStream in = decoded(response)) {
            bytes = BoundedBuffer.readAll(in, limit, announced);
        } catch (BoundedBuffer.TooLarge e) {
            return new WholeBody(null, Refusals.replyTooLarge(limit), false);
        } catch (IOException | OpenAIIoException e) {
            return new WholeBody(null, new OpenAIIoException("the reply could not be read to its end"), true);
        }
        if (bytes.length == 0) {
            return new WholeBody(null, null, isJson(header(response, "Content-Type")) && response.statusCode() == 200);
        }
        try {
            return new WholeBody(JsonIndex.of(bytes, RequestScreen.limits(limit), VECTORS), null, false);
        } catch (JsonRefused e) {
            boolean broken = switch (e.reason()) {
                case MALFORMED, TRAILING_CONTENT, INVALID_UTF8 -> true;
                default -> false;
            };
            return new WholeBody(null, Refusals.reply(e), broken);
        }
    }

    /** Whether it broke off or is not JSON, which another try may change. */
    boolean isBroken() {
        return broken;
    }

    /** Whether it is what it should be. */
    boolean isWell() {
        return failure == null && !broken;
    }

    /**
     * The document; nothing if the body is empty.
     *
     * @throws OpenAIIoException if it broke off
     * @throws io.chatguard.GuardException of reason {@code REPLY_REFUSED} if it is too large or cannot be screened
     */
    Optional<JsonIndex> index() {
        if (failure != null) {
            throw failure;
        }
        return Optional.ofNullable(index);
    }

    /** What the reply says that it cost. */
    OptionalLong modelTokens() {
        return index == null ? OptionalLong.empty() : Usage.totalTokens(index, 0);
    }

    /** Whether the body is in an encoding that can be read. */
    static boolean isReadable(HttpResponse response) {
        return READABLE.contains(header(response, "Content-Encoding"));
    }

    /** The body as it was before it was compressed. */
    static InputStream decoded(HttpResponse response) {
        return switch (header(response, "Content-Encoding")) {
            case "", "identity" -> response.body();
            case "gzip", "x-gzip" -> new GunzippedBody(response.body());
            default -> throw Refusals.encodedReply();
        };
    }

    /** The length that the reply claims to have, or 0; a compressed one is longer still. */
    private static long announced(HttpResponse response) {
        String length = header(response, "Content-Length");
        long announced = 0;
        for (int i = 0; i < length.length(); i++) {
            int digit = length.charAt(i) - '0';
            if (digit < 0 || digit > 9 || i == MOST_DIGITS) {
                return 0;
            }
            announced = 10 * announced + digit;
        }
        return announced;
    }

    private static boolean isJson(String type) {
        return type.startsWith("application/json");
    }

    /** The first value of a header, in lower case; empty if there is none. */
    static String header(HttpResponse response, String name) {
        List<String> values = response.headers().values(name);
        return values.isEmpty() ? "" : values.get(0).strip().toLowerCase(Locale.ROOT);
    }
}
