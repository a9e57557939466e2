package io.chatguard.internal.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class Utf8Test {

    @Property(tries = 2_000)
    void findsTheFirstByteAtWhichTheJdkStops(@ForAll byte[] bytes) {
        assertAgreesWithTheJdk(bytes);
    }

    @Property(tries = 2_000)
    void findsABrokenByteAfterAnyAscii(@ForAll String text, @ForAll byte broken, @ForAll @IntRange(max = 40) int at) {
        byte[] bytes = ("aaaaaaaaaaaaaaaaaaaa" + text + "éaaaaaaaaaaaaaaaaaaaa").getBytes(StandardCharsets.UTF_8);
        bytes[at] = broken;
        assertAgreesWithTheJdk(bytes);
    }

    @Test
    void agreesWithTheJdkOnEverySequenceOfTwoBytesInFront() {
        for (int first = 0x80; first < 0x100; first++) {
            for (int second = 0; second < 0x100; second++) {
                assertAgreesWithTheJdk(new byte[] {(byte) first, (byte) second, (byte) 0x80, (byte) 0xBF});
            }
        }
    }

    @Test
    void looksAtItsRangeOnly() {
        byte[] bytes = {(byte) 0xFF, 'a', (byte) 0xC3, (byte) 0xA9, (byte) 0xFF};
        assertThat(Utf8.firstInvalid(bytes, 1, 4)).isEqualTo(-1);
        assertThat(Utf8.firstInvalid(bytes, 1, 3)).isEqualTo(2);
    }

    private static void assertAgreesWithTheJdk(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CoderResult result =
                StandardCharsets.UTF_8.newDecoder().decode(in, CharBuffer.allocate(bytes.length + 1), true);
        assertThat(Utf8.firstInvalid(bytes, 0, bytes.length)).isEqualTo(result.isError() ? in.position() : -1);
    }
}
