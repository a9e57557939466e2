package io.chatguard.internal.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.openai.core.http.HttpMethod;
import com.openai.core.http.HttpRequest;
import io.chatguard.spi.Segment;
import io.chatguard.spi.Segment.Form;
import io.chatguard.spi.Segment.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What of a request's line and headers is text. */
class AroundSegmentsTest {

    private static HttpRequest.Builder request(String... path) {
        return HttpRequest.builder()
                .method(HttpMethod.GET)
                .baseUrl("http://127.0.0.1:9/v1")
                .addPathSegments(path);
    }

    @Test
    void takesWordsOfTheApiForNoTextAndAllElseOfThePathForText() {
        List<Segment> found =
                AroundSegments.of(request("vector_stores", "vs_1", "files").build());
        assertThat(found).extracting(Segment::text).containsExactly("vs_1");
        assertThat(found).extracting(Segment::kind).containsExactly(Kind.PATH);
    }

    @Test
    void takesQueryValuesForTextAndNamesThatAreNotTheApis() {
        HttpRequest request = request("files")
                .putQueryParam("limit", "20")
                .putQueryParam("metadata[bob]", "a")
                .build();
        List<Segment> found = AroundSegments.of(request);
        assertThat(found).extracting(Segment::text).containsExactlyInAnyOrder("20", "metadata[bob]", "a");
        assertThat(found)
                .filteredOn(s -> s.form() == Form.KEY)
                .extracting(Segment::text)
                .containsExactly("metadata[bob]");
    }

    @Test
    void rewritesNamesAndValuesOfTheQuery() {
        HttpRequest request = request("files")
                .putQueryParam("metadata[bob]", "a")
                .putQueryParam("order", "asc")
                .build();
        List<Segment> next = AroundSegments.of(request).stream()
                .map(s -> s.form() == Form.KEY ? AroundSegments.rewritten(s, "metadata[P_1]") : s)
                .toList();
        assertThat(AroundSegments.query(request, next).values("metadata[P_1]")).containsExactly("a");
        assertThat(AroundSegments.query(request, next).keys()).containsExactlyInAnyOrder("metadata[P_1]", "order");
    }

    @ParameterizedTest
    @CsvSource({
        "Authorization, Bearer bob@example.com, 0",
        "api-key, 4111111111111111, 0",
        "X-Stainless-Runtime-Version, 17.0.15, 0",
        "User-Agent, OpenAIClientImpl/Java 4.101.0, 0",
        "Idempotency-Key, stainless-java-retry-01234567-89ab-cdef-0123-456789012345, 0",
        "Idempotency-Key, order of bob@example.com, 1",
        "Idempotency-Key, order-4111111111111111, 1",
        "OpenAI-Project, GB29NWBK60161331926819, 1",
        "User-Agent, bob@example.com, 1",
        "X-Stainless-Lang, bob@example.com, 1",
        "X-Own, x, 1",
        "GB29NWBK60161331926819, x, 2",
    })
    void takesOwnHeadersForTextAndThoseOfTheProtocolWhereTheyHaveNotItsForm(String name, String value, int segments) {
        List<Segment> found =
                AroundSegments.of(request("files").putHeader(name, value).build());
        assertThat(found).hasSize(segments);
        assertThat(found).extracting(Segment::kind).allMatch(kind -> kind == Kind.HEADER);
    }
}
