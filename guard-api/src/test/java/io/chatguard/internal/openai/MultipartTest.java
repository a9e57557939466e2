package io.chatguard.internal.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.chatguard.GuardException;
import io.chatguard.Policy;
import io.chatguard.internal.openai.Multipart.Part;
import io.chatguard.spi.Edit;
import io.chatguard.spi.Event;
import io.chatguard.spi.Segment;
import io.chatguard.spi.Segment.Kind;
import io.chatguard.spi.Segment.Standing;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Forms: which stretches of their bytes are text, and that all others stay as they are. */
class MultipartTest {

    private static final String TYPE = "multipart/form-data; boundary=b1";

    private final List<Event> events = new ArrayList<>();

    private static String part(String disposition, String type, String content) {
        return "--b1\r\nContent-Disposition: form-data; " + disposition + "\r\nContent-Type: " + type + "\r\n\r\n"
                + content + "\r\n";
    }

    private static String field(String name, String value) {
        return part("name=\"" + name + "\"", "text/plain", value);
    }

    private static List<Part> parse(String body) {
        return Multipart.parse(body.getBytes(StandardCharsets.UTF_8), TYPE);
    }

    private MultipartContent walk(String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return MultipartWalk.walk(bytes, Multipart.parse(bytes, TYPE), Policy.defaults(), events::add);
    }

    private static Optional<Segment> at(MultipartContent content, String pointer) {
        return content.segments().stream()
                .filter(s -> s.pointer().equals(pointer))
                .findFirst();
    }

    @Test
    void readsNamesFilesTypesAndContents() {
        List<Part> parts = parse(field("model", "gpt")
                + part("name=\"file\"; filename=\"ü.txt\"", "Text/Plain; x=y", "") + "--b1--\r\n");
        assertThat(parts).hasSize(2);
        assertThat(parts.get(0).name().text()).isEqualTo("model");
        assertThat(parts.get(0).filename()).isEmpty();
        assertThat(parts.get(1).filename().orElseThrow().text()).isEqualTo("ü.txt");
        assertThat(parts.get(1).mediaType()).isEqualTo("text/plain");
        assertThat(parts.get(1).to()).isEqualTo(parts.get(1).from());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "--b1",
                "--b1--",
                "preamble\r\n--b1\r\n",
                "--b1\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx",
                "--b1\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx\r\n--b1",
                "--b1\r\nContent-Disposition: form-data; name=a\r\n\r\nx\r\n--b1--",
                "--b1\r\nContent-Disposition: form-data; name=\"a\\\"b\"\r\n\r\nx\r\n--b1--",
                "--b1\r\nContent-Disposition: form-data; name=\"a\"; filename=b\r\n\r\nx\r\n--b1--",
                "--b1\r\nContent-Disposition: form-data; name=\"a\"; filename*=UTF-8''b\r\n\r\nx\r\n--b1--",
                "--b1\r\nContent-Disposition: form-data; name=\"a\"\r\nContent-Transfer-Encoding: base64\r\n\r\nx\r\n--b1--",
                "--b1\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n--b1\r\n\r\nx\r\n--b1--",
                "--b1\r\nContent-Type: text/plain\r\n\r\nx\r\n--b1--",
                "--b1 \r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx\r\n--b1--",
            })
    void refusesWhatServersMightReadInDifferentWays(String body) {
        if (body.equals("--b1--")) {
            assertThat(parse(body)).isEmpty();
            return;
        }
        GuardException refused = catchThrowableOfType(GuardException.class, () -> parse(body));
        assertThat(refused.rule()).isEqualTo("multipart/malformed");
        assertThat(refused.reason()).isEqualTo(GuardException.Reason.REQUEST_REFUSED);
    }

    @Test
    void looksFieldsUpAsMembersOfABody() {
        MultipartContent content = walk(field("model", "gpt-4o") + field("prompt", "a cat") + field("user", "u1")
                + field("metadata[id]", "x y") + field("hologram", "x") + field("session[instructions]", "be kind")
                + "--b1--\r\n");
        assertThat(at(content, "/~part/0")).isEmpty();
        assertThat(at(content, "/~part/1").orElseThrow().standing()).isEqualTo(Standing.KNOWN);
        assertThat(at(content, "/~part/2").orElseThrow().kind()).isEqualTo(Kind.END_USER);
        assertThat(at(content, "/~part/3").orElseThrow().kind()).isEqualTo(Kind.METADATA);
        assertThat(at(content, "/~part/3/~name").orElseThrow().text()).isEqualTo("metadata[id]");
        assertThat(at(content, "/~part/4").orElseThrow().standing()).isEqualTo(Standing.UNKNOWN);
        assertThat(at(content, "/~part/4/~name")).isPresent();
        assertThat(at(content, "/~part/5").orElseThrow().standing()).isEqualTo(Standing.KNOWN);
        assertThat(at(content, "/~part/5/~name")).isEmpty();
    }

    @Test
    void replacesSpansAndNothingElse() {
        String file = part("name=\"file\"; filename=\"of bob.txt\"", "text/plain", "ü bob\r\n--b2\r\n");
        String body = field("prompt", "hi bob") + file + "--b1--\r\n";
        MultipartContent content = walk(body);
        assertThat(content.bytes()).isEqualTo(body.getBytes(StandardCharsets.UTF_8));
        MultipartContent edited = content.withEdits(Map.of(
                "/~part/0", List.of(new Edit(3, 6, "P_1")),
                "/~part/1/~filename", List.of(new Edit(3, 6, "\"P\"\r\n")),
                "/~part/1", List.of(new Edit(2, 5, "P_1"))));
        String expected = body.replace("hi bob", "hi P_1")
                .replace("of bob.txt", "of %22P%22%0D%0A.txt")
                .replace("ü bob", "ü P_1");
        assertThat(new String(edited.bytes(), StandardCharsets.UTF_8)).isEqualTo(expected);
    }

    @Test
    void walksJsonLinesAndTakesABrokenLineForText() {
        String lines = "{\"a\":\"x\\u0040y\"}\n{broken @\n\n{\"b\":1}";
        MultipartContent content =
                walk(part("name=\"file\"; filename=\"d.jsonl\"", "application/octet-stream", lines) + "--b1--\r\n");
        assertThat(at(content, "/~part/0/~line/0/a").orElseThrow().text()).isEqualTo("x@y");
        assertThat(at(content, "/~part/0/~line/1").orElseThrow().text()).isEqualTo("{broken @");
        assertThat(at(content, "/~part/0/~line/3/b/~key")).isPresent();
        MultipartContent once = content.withEdits(Map.of("/~part/0/~line/0/a", List.of(new Edit(0, 3, "P\"1"))));
        MultipartContent edited = once.withEdits(Map.of("/~part/0/~line/1", List.of(new Edit(0, 9, "Q"))));
        assertThat(new String(edited.bytes(), StandardCharsets.UTF_8))
                .contains("{\"a\":\"P\\\"1\"}\nQ\n\n{\"b\":1}\r\n--b1--");
    }

    @Test
    void refusesEditsOfWhatIsNotThere() {
        MultipartContent content = walk(field("prompt", "x") + "--b1--\r\n");
        assertThat(catchThrowableOfType(
                        IllegalArgumentException.class, () -> content.withEdits(Map.of("/~part/9", List.of()))))
                .hasMessage("no segment at that pointer");
    }
}
