package io.chatguard.redact.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.openai.core.MultipartField;
import com.openai.models.files.FileCreateParams;
import com.openai.models.files.FilePurpose;
import com.openai.models.images.ImageEditParams;
import com.openai.models.uploads.parts.PartCreateParams;
import io.chatguard.Action;
import io.chatguard.GuardException;
import io.chatguard.Policy;
import io.chatguard.Policy.Opaque;
import io.chatguard.spi.Event;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files and forms: what is text is screened, the rest goes by the policy. */
class FilesTest {

    private static final String MAIL = "bob@example.com";
    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10, 0, 0, 0, 13};

    private final GuardedLoop loop = new GuardedLoop(Policy.defaults());

    FilesTest() throws IOException {}

    @AfterEach
    void close() {
        loop.close();
    }

    private static FileCreateParams file(String name, FilePurpose purpose, InputStream content) {
        return FileCreateParams.builder()
                .purpose(purpose)
                .file(MultipartField.<InputStream>builder()
                        .value(content)
                        .filename(name)
                        .build())
                .build();
    }

    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.txt", "a.csv", "a.md", "a.json", "a.jsonl", "A.JSONL", "a.py", "a.html", "noending"})
    void screensFilesThatAreText(String name) {
        loop.guarded.files().create(file(name, FilePurpose.ASSISTANTS, bytes("mail " + MAIL + "\nü\n")));
        String body = loop.body();
        assertThat(body)
                .doesNotContain(MAIL)
                .contains("mail EMAIL_ADDRESS_1_")
                .contains("\nü\n")
                .contains(name);
    }

    @Test
    void screensJsonLinesDocumentByDocumentSoThatEscapesHideNothing() {
        String line =
                "{\"custom_id\":\"r1\",\"method\":\"POST\",\"url\":\"/v1/chat/completions\",\"body\":{\"model\":\"m\","
                        + "\"user\":\"u-17\",\"messages\":[{\"role\":\"user\",\"content\":\"mail bob\\u0040example.com\"}]}}";
        loop.guarded.files().create(file("b.jsonl", FilePurpose.BATCH, bytes(line + "\n\n" + line + "\n")));
        String body = loop.body();
        assertThat(body)
                .doesNotContain("bob")
                .doesNotContain("u-17")
                .contains("\"custom_id\":\"r1\"")
                .contains("\"content\":\"mail EMAIL_ADDRESS_1_");
        assertThat(body.split("EMAIL_ADDRESS_1_", -1)).hasSize(3);
    }

    @Test
    void writesConstantsIntoFilesForFineTuning() {
        String line = "{\"messages\":[{\"role\":\"user\",\"content\":\"mail " + MAIL + "\"}]}";
        loop.guarded.files().create(file("t.jsonl", FilePurpose.FINE_TUNE, bytes(line)));
        assertThat(loop.body()).contains("\"content\":\"mail [EMAIL_ADDRESS]\"");
        PartCreateParams part = PartCreateParams.builder()
                .uploadId("upload_1")
                .data(line.getBytes(StandardCharsets.UTF_8))
                .build();
        loop.guarded.uploads().parts().create(part);
        assertThat(loop.body()).contains("mail [EMAIL_ADDRESS]");
    }

    @Test
    void screensNamesOfFiles() {
        loop.guarded.files().create(file("cv of " + MAIL, FilePurpose.ASSISTANTS, bytes("x")));
        assertThat(loop.body()).doesNotContain(MAIL).contains("filename=\"cv of EMAIL_ADDRESS_1_");
    }

    @Test
    void blocksWhatIsNotTextUnlessThePolicySaysOtherwise() throws IOException {
        FileCreateParams png = file("p.png", FilePurpose.VISION, new ByteArrayInputStream(PNG));
        GuardException refused = catchThrowableOfType(
                GuardException.class, () -> loop.guarded.files().create(png));
        assertThat(refused.reason()).isEqualTo(GuardException.Reason.REQUEST_REFUSED);
        assertThat(refused.rule()).isEqualTo("opaque");
        assertThat(refused.place()).startsWith("/~part/");
        assertThat(loop.api.take()).isEmpty();
        for (Opaque opaque : new Opaque[] {Opaque.FLAG, Opaque.ALLOW}) {
            try (GuardedLoop open =
                    new GuardedLoop(Policy.builder().opaque(opaque).build())) {
                open.guarded.files().create(file("p.png", FilePurpose.VISION, new ByteArrayInputStream(PNG)));
                assertThat(open.body()).contains("PNG");
                Action action = opaque == Opaque.FLAG ? Action.FLAG : Action.ALLOW;
                assertThat(open.receipts.get(0).opaque())
                        .extracting(Event.Opaque::action)
                        .containsExactly(action);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.pdf", "a.docx", "a.zip", "a.png", "a.mp3"})
    void takesNoNameOfDocumentsSoundOrImagesForText(String name) {
        FileCreateParams params = file(name, FilePurpose.ASSISTANTS, bytes("plain"));
        assertThat(catchThrowableOfType(
                                GuardException.class, () -> loop.guarded.files().create(params))
                        .rule())
                .isEqualTo("opaque");
    }

    @Test
    void takesAPdfForOpaqueWhateverItIsCalled() {
        FileCreateParams params = file("a.txt", FilePurpose.ASSISTANTS, bytes("%PDF-1.4\n(hello)"));
        assertThat(catchThrowableOfType(
                                GuardException.class, () -> loop.guarded.files().create(params))
                        .rule())
                .isEqualTo("opaque");
    }

    @Test
    void sendsAStreamThatCanBeReadOnceExactlyAsItIs() {
        String text = "first line\r\n--not a boundary\r\n\r\n" + "x".repeat(100_000) + "\u20ac\n";
        InputStream once = new SequenceInputStream(bytes(text.substring(0, 50)), bytes(text.substring(50)));
        loop.guarded.files().create(file("a.txt", FilePurpose.ASSISTANTS, once));
        assertThat(loop.body()).contains("\r\n\r\n" + text + "\r\n--");
    }

    @Test
    void screensTheFieldsOfFormsAndHashesTheUser() throws IOException {
        try (GuardedLoop open =
                new GuardedLoop(Policy.builder().opaque(Opaque.ALLOW).build())) {
            open.guarded
                    .images()
                    .edit(ImageEditParams.builder()
                            .image(new ByteArrayInputStream(PNG))
                            .prompt("put " + MAIL + " on it")
                            .user("u-17")
                            .build());
            String body = open.body();
            assertThat(body).doesNotContain(MAIL).doesNotContain("u-17").contains("put EMAIL_ADDRESS_1_");
            assertThat(body).contains("u_");
        }
    }

    @Test
    void screensTextInDataUrlsAndBase64OfTheBody() {
        String encoded = Base64.getEncoder().encodeToString(("mail " + MAIL).getBytes(StandardCharsets.UTF_8));
        for (String data :
                new String[] {encoded, "data:text/plain;base64," + encoded, "data:text/csv,mail%20bob%40example.com"}) {
            loop.guarded.responses().create(Bodies.withFile("a.txt", data));
            String body = loop.body();
            assertThat(Canary.MAIL.in(body)).isEmpty();
            assertThat(Bodies.decoded(body)).doesNotContain("bob").contains("EMAIL_ADDRESS_1_");
        }
    }

    @Test
    void blocksImagesInDataUrls() {
        String png = "data:image/png;base64," + Base64.getEncoder().encodeToString(PNG);
        GuardException refused = catchThrowableOfType(
                GuardException.class, () -> loop.guarded.responses().create(Bodies.withFile("a.png", png)));
        assertThat(refused.rule()).isEqualTo("opaque");
        assertThat(refused.place()).isEqualTo("/input/0/content/0/file_data");
        assertThat(loop.api.take()).isEmpty();
    }
}
