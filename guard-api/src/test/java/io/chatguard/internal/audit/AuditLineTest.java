package io.chatguard.internal.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.Signature;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuditLineTest {

    private static final AuditLine PLAIN =
            AuditLine.of(7, Trails.NOW, Kind.DECISION, AuditLine.NOTHING, ",\"policy\":\"default\"");
    private static final AuditLine SIGNED =
            AuditLine.of(8, Trails.NOW, Kind.CHECKPOINT, PLAIN.hash(), "").signedBy(Trails.SIGNING_KEY);

    @Test
    void aRecordIsOneLineOfJson() {
        assertThat(PLAIN.text())
                .isEqualTo("{\"v\":1,\"seq\":7,\"at\":\"2026-01-31T09:00:00.123Z\",\"kind\":\"decision\",\"prev\":\""
                        + "0".repeat(64) + "\",\"policy\":\"default\",\"hash\":\"" + PLAIN.hash() + "\"}");
        assertThat(PLAIN.body()).isEqualTo(",\"policy\":\"default\"");
    }

    @Test
    void theHashIsThatOfTheBytesBeforeIt() throws Exception {
        String before = PLAIN.text().substring(0, PLAIN.text().indexOf(",\"hash\":"));
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(before.getBytes(StandardCharsets.US_ASCII));
        assertThat(PLAIN.hash()).isEqualTo(HexFormat.of().formatHex(hash));
    }

    @Test
    void theSignatureIsThatOfTheBytesBeforeIt() throws Exception {
        String before = SIGNED.text().substring(0, SIGNED.text().indexOf(",\"sig\":"));
        Signature check = Signature.getInstance("Ed25519");
        check.initVerify(Trails.KEY.getPublic());
        check.update(before.getBytes(StandardCharsets.US_ASCII));
        assertThat(check.verify(HexFormat.of().parseHex(SIGNED.signature().orElseThrow())))
                .isTrue();
    }

    @Test
    void whatIsWrittenIsRead() {
        assertThat(AuditLine.parse(bytes(PLAIN.text()))).contains(PLAIN);
        assertThat(AuditLine.parse(bytes(SIGNED.text()))).contains(SIGNED);
        assertThat(SIGNED.isIntact()).isTrue();
        assertThat(SIGNED.isSignedBy(Trails.SIGNING_KEY.open())).isTrue();
        assertThat(SIGNED.isSignedBy(VerifyingKey.of(SigningKey.generate().getPublic())))
                .isFalse();
    }

    @Test
    void noLineWithOneOtherByteIsTheSameRecord() {
        for (AuditLine line : new AuditLine[] {PLAIN, SIGNED}) {
            byte[] bytes = bytes(line.text());
            for (int i = 0; i < bytes.length; i++) {
                for (int flip : new int[] {1, 2, 0x20, 0x80}) {
                    bytes[i] ^= (byte) flip;
                    assertThat(AuditLine.parse(bytes)
                                    .filter(AuditLine::isIntact)
                                    .filter(l -> !l.kind().isSigned() || l.isSignedBy(Trails.SIGNING_KEY.open())))
                            .isEmpty();
                    bytes[i] ^= (byte) flip;
                }
            }
        }
    }

    @Test
    void noPartOfALineIsARecord() {
        for (AuditLine line : new AuditLine[] {PLAIN, SIGNED}) {
            for (int i = 0; i < line.text().length(); i++) {
                assertThat(AuditLine.parse(bytes(line.text().substring(0, i))).filter(AuditLine::isIntact))
                        .isEmpty();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"seq\":07", "\"seq\":99999999999999999999", "\"seq\":-7", "\"seq\":"})
    void aNumberHasOneSpelling(String spelling) {
        assertThat(AuditLine.parse(bytes(PLAIN.text().replace("\"seq\":7", spelling))))
                .isEmpty();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
