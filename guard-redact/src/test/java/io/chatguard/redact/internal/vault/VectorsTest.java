package io.chatguard.redact.internal.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Published vectors, on the code that seals the vault. */
class VectorsTest {

    private static final String KEY = "feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308";
    private static final String TEXT = "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72"
            + "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b391aafd255";
    private static final String CIPHERTEXT = "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa"
            + "8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662898015ad";

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text == null ? "" : text);
    }

    /** McGrew and Viega, The Galois/Counter Mode of Operation, as submitted to NIST: test cases 13 to 16. */
    @ParameterizedTest
    @CsvSource({
        "0000000000000000000000000000000000000000000000000000000000000000, 000000000000000000000000, , , ,"
                + " 530f8afbc74536b9a963b4f1c4cb738b",
        "0000000000000000000000000000000000000000000000000000000000000000, 000000000000000000000000, ,"
                + " 00000000000000000000000000000000, cea7403d4d606b6e074ec5d3baf39d18,"
                + " d0d1c8a799996bf0265b98b5d48ab919",
        KEY + ", cafebabefacedbaddecaf888, ," + TEXT + ", " + CIPHERTEXT + ", b094dac5d93471bdec1a502270e3cc6c"
    })
    void aes_256_gcm(String key, String nonce, String aad, String text, String sealed, String tag) throws Exception {
        agrees(key, nonce, aad, text, sealed, tag);
    }

    @Test
    void aes_256_gcm_with_additional_data() throws Exception {
        agrees(
                KEY,
                "cafebabefacedbaddecaf888",
                "feedfacedeadbeeffeedfacedeadbeefabaddad2",
                TEXT.substring(0, 120),
                CIPHERTEXT.substring(0, 120),
                "76fc6ece0f4e1768cddf8853bb2d551b");
    }

    private static void agrees(String key, String nonce, String aad, String text, String sealed, String tag)
            throws GeneralSecurityException {
        byte[] whole = hex(nonce + (sealed == null ? "" : sealed) + tag);
        assertThat(Crypto.seal(Crypto.aes(hex(key)), hex(nonce), hex(aad), hex(text)))
                .isEqualTo(whole);
        assertThat(Crypto.open(Crypto.aes(hex(key)), hex(aad), whole)).isEqualTo(hex(text));
        for (int i = 0; i < whole.length; i++) {
            byte[] altered = whole.clone();
            altered[i] ^= 1;
            assertThatThrownBy(() -> Crypto.open(Crypto.aes(hex(key)), hex(aad), altered))
                    .isInstanceOf(GeneralSecurityException.class);
        }
    }

    /** RFC 5869, appendix A.1 to A.3. */
    @ParameterizedTest
    @CsvSource({
        "0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b, 000102030405060708090a0b0c, f0f1f2f3f4f5f6f7f8f9, 42,"
                + " 077709362c2e32df0ddc3f0dc47bba6390b6c73bb50f9c3122ec844ad7c2b3e5,"
                + " 3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865",
        "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f202122232425262728292a2b2c2d2e2f"
                + "303132333435363738393a3b3c3d3e3f404142434445464748494a4b4c4d4e4f,"
                + " 606162636465666768696a6b6c6d6e6f707172737475767778797a7b7c7d7e7f808182838485868788898a8b8c8d8e8f"
                + "909192939495969798999a9b9c9d9e9fa0a1a2a3a4a5a6a7a8a9aaabacadaeaf,"
                + " b0b1b2b3b4b5b6b7b8b9babbbcbdbebfc0c1c2c3c4c5c6c7c8c9cacbcccdcecfd0d1d2d3d4d5d6d7d8d9dadbdcdddedf"
                + "e0e1e2e3e4e5e6e7e8e9eaebecedeeeff0f1f2f3f4f5f6f7f8f9fafbfcfdfeff, 82,"
                + " 06a6b88c5853361a06104c9ceb35b45cef760014904671014a193f40c15fc244,"
                + " b11e398dc80327a1c8e7f78c596a49344f012eda2d4efad8a050cc4c19afa97c59045a99cac7827271cb41c65e590e09"
                + "da3275600c2f09b8367793a9aca3db71cc30c58179ec3e87c14c01d5c1f3434f1d87",
        "0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b, , , 42,"
                + " 19ef24a32c717b167f33a91d6f648bdf96596776afdb6377ac434c1c293ccb04,"
                + " 8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8"
    })
    void hkdf_sha_256(String material, String salt, String info, int length, String prk, String out) {
        byte[] key = Hkdf.extract(hex(salt), hex(material));
        assertThat(key).isEqualTo(hex(prk));
        assertThat(Hkdf.expand(KeyedHash.of(key), hex(info), length)).isEqualTo(hex(out));
    }

    @Property(tries = 200)
    void padding_comes_off_and_hides_the_length_within_a_bucket(@ForAll @Size(max = 9_000) byte[] value)
            throws Exception {
        byte[] padded = Padding.pad(value);
        assertThat(Padding.unpad(padded)).isEqualTo(value);
        assertThat(padded.length)
                .satisfiesAnyOf(
                        n -> assertThat(Integer.bitCount(n)).isEqualTo(1),
                        n -> assertThat(n % 4_096).isZero());
        assertThat(padded.length).isGreaterThanOrEqualTo(32).isGreaterThanOrEqualTo(value.length + 4);
    }

    @Test
    void bytes_that_were_not_padded_are_refused() {
        for (byte[] bad : new byte[][] {{}, new byte[31], Arrays.copyOf(new byte[] {0, 0, 0, 40}, 32), last(32)}) {
            assertThatThrownBy(() -> Padding.unpad(bad)).isInstanceOf(GeneralSecurityException.class);
        }
    }

    private static byte[] last(int length) {
        byte[] out = new byte[length];
        out[length - 1] = 1;
        return out;
    }
}
