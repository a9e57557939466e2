package io.chatguard.internal.audit;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/**
 * One record as it stands in a file, without its line end; the form is told in the package's description.
 *
 * @param sequence its number in the trail, from 1
 * @param at when, UTC, in milliseconds
 * @param kind what it tells
 * @param previous the hash of the record before it
 * @param hash its own, as the line claims it
 * @param signature of a signed record, else empty
 * @param text the whole line
 */
record AuditLine(
        long sequence, String at, Kind kind, String previous, String hash, Optional<String> signature, String text) {

    /** What the first record of a trail names as the hash before it. */
    static final String NOTHING = "0".repeat(Digests.HEX);

    /** Longer lines are none of ours: what a record tells is counts, and capped. */
    static final int LONGEST = 1 << 17;

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final int TIME_LENGTH = 24;
    private static final int SIGNATURE_HEX = 128;
    private static final String START = "{\"v\":1,\"seq\":";
    private static final String AT = ",\"at\":\"";
    private static final String KIND = "\",\"kind\":\"";
    private static final String PREVIOUS = "\",\"prev\":\"";
    private static final String HASH = ",\"hash\":\"";
    private static final String SIGNATURE = ",\"sig\":\"";

    /** A record with its hash; {@code body} is its own members, each with a comma before it, or empty. */
    static AuditLine of(long sequence, Instant at, Kind kind, String previous, String body) {
        String time = TIME.format(at);
        String hashed = START + sequence + AT + time + KIND + kind.word() + PREVIOUS + previous + "\"" + body;
        String hash = Digests.hex(hashed);
        String text = hashed + HASH + hash + "\"}";
        return new AuditLine(sequence, time, kind, previous, hash, Optional.empty(), text);
    }

    AuditLine signedBy(SigningKey key) {
        String signed = text.substring(0, text.length() - 1);
        String made = key.sign(signed);
        return new AuditLine(sequence, at, kind, previous, hash, Optional.of(made), signed + SIGNATURE + made + "\"}");
    }

    /** The record that these bytes are, if they have the form of one; hash and signature are not checked yet. */
    static Optional<AuditLine> parse(byte[] bytes) {
        for (byte b : bytes) {
            if (b < ' ' || b == 0x7F) {
                return Optional.empty();
            }
        }
        return parse(new String(bytes, StandardCharsets.US_ASCII));
    }

    private static Optional<AuditLine> parse(String text) {
        if (text.length() > LONGEST || !text.startsWith(START)) {
            return Optional.empty();
        }
        int digits = START.length();
        int end = digits;
        while (end < text.length() && end - digits < 19 && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
            end++;
        }
        int at = end + AT.length();
        int kind = at + TIME_LENGTH + KIND.length();
        int kindEnd = text.indexOf('"', Math.min(kind, text.length()));
        int previous = kindEnd + PREVIOUS.length();
        boolean legal = end > digits
                && text.charAt(digits) != '0'
                && end - digits < 19
                && text.startsWith(AT, end)
                && text.startsWith(KIND, at + TIME_LENGTH)
                && kindEnd > kind
                && text.startsWith(PREVIOUS, kindEnd)
                && Digests.isHex(text, previous, Digests.HEX)
                && text.startsWith("\"", previous + Digests.HEX);
        Optional<Kind> known = legal ? Kind.of(text.substring(kind, kindEnd)) : Optional.empty();
        if (known.isEmpty()) {
            return Optional.empty();
        }
        int tail = known.get().isSigned() ? SIGNATURE.length() + SIGNATURE_HEX + 1 : 0;
        int hash = text.length() - 1 - tail - 1 - Digests.HEX;
        int signature = text.length() - 2 - SIGNATURE_HEX;
        boolean closed = text.endsWith("\"}")
                && hash - HASH.length() > previous + Digests.HEX
                && text.startsWith(HASH, hash - HASH.length())
                && Digests.isHex(text, hash, Digests.HEX)
                && text.startsWith("\"", hash + Digests.HEX)
                && (tail == 0
                        || (text.startsWith(SIGNATURE, signature - SIGNATURE.length())
                                && Digests.isHex(text, signature, SIGNATURE_HEX)));
        if (!closed) {
            return Optional.empty();
        }
        return Optional.of(new AuditLine(
                Long.parseLong(text, digits, end, 10),
                text.substring(at, at + TIME_LENGTH),
                known.get(),
                text.substring(previous, previous + Digests.HEX),
                text.substring(hash, hash + Digests.HEX),
                tail == 0 ? Optional.empty() : Optional.of(text.substring(signature, signature + SIGNATURE_HEX)),
                text));
    }

    /** Whether the line is what its hash says. */
    boolean isIntact() {
        return Digests.hex(text.substring(0, hashAt())).equals(hash);
    }

    /** Whether the signature is of that key. */
    boolean isSignedBy(VerifyingKey key) {
        return signature
                .filter(made -> key.verifies(text.substring(0, hashAt() + HASH.length() + Digests.HEX + 1), made))
                .isPresent();
    }

    /** Its own members, between those that every record has. */
    String body() {
        int start = text.indexOf(PREVIOUS) + PREVIOUS.length() + Digests.HEX + 1;
        return text.substring(start, hashAt());
    }

    private int hashAt() {
        int tail = signature.isPresent() ? SIGNATURE.length() + SIGNATURE_HEX + 1 : 0;
        return text.length() - 1 - tail - 1 - Digests.HEX - HASH.length();
    }

    byte[] bytes() {
        return (text + "\n").getBytes(StandardCharsets.US_ASCII);
    }
}
