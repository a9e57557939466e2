package io.chatguard.redact.internal.sink;

import java.util.Set;

/**
 * Knows whether a bare URL, or what linkifiers take for one, is open: after {@code ://}, {@code www.}, schemes without
 * slashes, and {@code host.tld/}; up to ASCII white space or {@code <}, as GFM 0.29 §6.9 has it. Not thread-safe.
 */
final class UrlTracker {

    private static final Set<String> SCHEMES =
            Set.of("mailto", "xmpp", "tel", "sms", "data", "javascript", "skype", "facetime", "whatsapp", "callto");
    private static final int LONGEST = 10;

    private final StringBuilder letters = new StringBuilder(LONGEST + 1);
    private boolean open;
    private boolean dotted;
    private boolean afterDot;
    private boolean afterName;
    private boolean afterAt;
    private int slashes;

    /** Whether a word that starts here belongs to a URL. */
    boolean isOpen() {
        return open || afterAt;
    }

    void reset() {
        open = false;
        dotted = false;
        afterDot = false;
        afterName = false;
        afterAt = false;
        slashes = 0;
        letters.setLength(0);
    }

    void accept(char c) {
        if (c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9') {
            name(c);
        } else if (c == '<' || c == ' ' || c >= '\t' && c <= '\r') {
            reset();
        } else {
            punctuation(c);
        }
    }

    /** Takes a letter or digit. */
    void name(char c) {
        dotted |= afterDot;
        afterDot = false;
        afterAt = false;
        slashes = 0;
        if (letters.length() <= LONGEST) {
            letters.append((char) (c | 0x20));
        }
        afterName = true;
    }

    /** Takes letters and digits that follow others. */
    void name(CharSequence text, int from, int to) {
        name(text.charAt(from));
        for (int i = from + 1; i < to && letters.length() <= LONGEST; i++) {
            letters.append((char) (text.charAt(i) | 0x20));
        }
    }

    private void punctuation(char c) {
        boolean slash = c == '/' || c == '\\';
        if (c == ':') {
            open |= SCHEMES.contains(letters.toString());
        } else if (c == '.') {
            open |= "www".contentEquals(letters);
        } else if (slash || c == '?' || c == '#') {
            open |= dotted;
        }
        afterDot = c == '.' && afterName;
        afterAt = c == '@' && afterName;
        slashes = c == ':' && afterName ? 1 : slash && slashes > 0 ? slashes + 1 : 0;
        open |= slashes > 2;
        afterName = c >= 0x80;
        letters.setLength(0);
    }
}
