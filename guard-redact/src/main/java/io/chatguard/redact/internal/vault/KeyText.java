package io.chatguard.redact.internal.vault;

import io.chatguard.GuardException;
import io.chatguard.spi.KeyProvider;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Keys as text: {@code version=base64} of 32 bytes, separated by white space or commas; the first wraps, all unwrap. A
 * single key needs no version: it is {@code 1}. Errors quote nothing of it.
 */
final class KeyText {

    private static final String ONLY = "1";
    private static final int LONGEST_VERSION = 64;

    private KeyText() {}

    static KeyProvider parse(String text, String where) {
        Map<String, byte[]> keys = new LinkedHashMap<>();
        for (String item : text.trim().split("[\\s,]+", -1)) {
            // Padding of base64 is '=' too: a version is what stands before the first one that has something behind it.
            int equals = item.indexOf('=');
            boolean named = equals > 0 && equals < item.length() - 2;
            String version = named ? item.substring(0, equals) : ONLY;
            if (version.length() > LONGEST_VERSION
                    || keys.put(version, key(item, named ? equals + 1 : 0, where)) != null) {
                throw refused(
                        "two keys of " + where + " have one version, or its name is too long",
                        "write version=base64, the current key first");
            }
        }
        return new LocalKeys(keys.keySet().iterator().next(), keys);
    }

    private static byte[] key(String item, int from, String where) {
        try {
            byte[] key = Base64.getDecoder().decode(item.substring(from));
            if (key.length == Crypto.KEY_BYTES) {
                return key;
            }
        } catch (IllegalArgumentException notBase64) {
            // Told below, without a word of the text.
        }
        throw refused(where + " holds no key", "put base64 of 32 random bytes there, such as openssl rand -base64 32");
    }

    static GuardException refused(String what, String remedy) {
        return GuardException.of(GuardException.Reason.CONFIGURATION, what)
                .interceptor("vault")
                .remedy(remedy)
                .build();
    }
}
