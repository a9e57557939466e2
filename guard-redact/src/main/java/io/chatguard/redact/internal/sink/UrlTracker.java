package io.chatguard.redact.internal.sink;

import java.util.Set;

/**
 * Knows whether a bare URL, or what linkifiers take for one, is open: after {@code ://}, {@code www.}, schemes without
 * slashes, and {@code host.tld/}; up to ASCII white space or {@code <}, as GFM 0.29 §6.9 has it. Also whether a word
 * that starts here would be the end of a host or of an e-mail address. Not thread-safe.
 */
final class UrlTracker {

    private static final Set<String> SCHEMES =
            Set.of("mailto", "xmpp", "tel", "sms", "data", "javascript", "skype", "facetime", "whatsapp", "callto");
    private static final int LONGEST = 10;

    /** RFC 1035 §2.3.4. */
    private static final int LONGEST_HOST = 253;

    /** What the local part of an address may end with (RFC 5322 §3.2.3), marks of emphasis and tables aside. */
    private static final String LOCAL = "!#$%&+-/=?^{}";

    private enum Host {
        NONE,
        NAME,
        PORT,
        WHOLE,
        /** Not one that every program reads in the same way. */
        UNCLEAR
    }

    private final StringBuilder letters = new StringBuilder(LONGEST + 1);
    private final StringBuilder host = new StringBuilder();
    private Host stage = Host.NONE;
    private boolean web;
    private boolean open;
    private boolean dotted;
    private boolean named;
    private boolean afterDot;
    private boolean afterName;
    private boolean afterLocal;
    private boolean afterAt;
    private int slashes;

    /** Whether a word that starts here belongs to a URL. */
    boolean isOpen() {
        return open || afterAt || afterDot || named;
    }

    /** The host of the URL that is open, if its path has begun and every program reads the same host; else empty. */
    String host() {
        return stage == Host.WHOLE ? host.toString() : "";
    }

    void reset() {
        open = false;
        dotted = false;
        named = false;
        afterDot = false;
        afterName = false;
        afterLocal = false;
        afterAt = false;
        slashes = 0;
        letters.setLength(0);
        stage = Host.NONE;
        web = false;
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
        named |= afterDot || afterAt;
        afterDot = false;
        afterAt = false;
        slashes = 0;
        if (letters.length() <= LONGEST) {
            letters.append((char) (c | 0x20));
        }
        afterName = true;
        afterLocal = false;
        ofHost(c);
    }

    /** Takes letters and digits that follow others. */
    void name(CharSequence text, int from, int to) {
        name(text.charAt(from));
        for (int i = from + 1;
                i < to && (letters.length() <= LONGEST || stage == Host.NAME || stage == Host.PORT);
                i++) {
            name(text.charAt(i));
        }
    }

    private void punctuation(char c) {
        boolean slash = c == '/' || c == '\\';
        if (c == ':') {
            open |= dotted || SCHEMES.contains(letters.toString());
            web = !open && !named && isWeb();
        } else if (c == '.') {
            open |= "www".contentEquals(letters);
        } else if (slash || c == '?' || c == '#') {
            open |= dotted;
        }
        ofHost(c);
        named |= c >= 0x80 && (afterDot || afterAt);
        named &= c >= 0x80 || ".-_+%~*\\".indexOf(c) >= 0;
        afterDot = c == '.' && afterName;
        afterAt = c == '@' && (afterName || afterLocal);
        slashes = c == ':' && afterName ? 1 : slash && slashes > 0 ? slashes + 1 : 0;
        open |= slashes > 2;
        if (slashes == 3) {
            stage = web && c == '/' && stage == Host.NONE ? Host.NAME : Host.UNCLEAR;
            host.setLength(0);
        }
        web &= c == ':' || c == '/' && slashes == 2;
        afterName = c >= 0x80;
        afterLocal = LOCAL.indexOf(c) >= 0;
        letters.setLength(0);
    }

    private boolean isWeb() {
        return "https".contentEquals(letters) || "http".contentEquals(letters);
    }

    /** Takes the next character behind {@code //}. */
    private void ofHost(char c) {
        boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
        if (stage == Host.NAME) {
            if ((letter || c == '.' || c == '-') && host.length() < LONGEST_HOST) {
                host.append(c >= 'A' && c <= 'Z' ? (char) (c | 0x20) : c);
            } else if (c == ':') {
                stage = Host.PORT;
            } else {
                stage = endsHost(c) && host.length() > 0 ? Host.WHOLE : Host.UNCLEAR;
            }
        } else if (stage == Host.PORT && (c < '0' || c > '9')) {
            stage = endsHost(c) ? Host.WHOLE : Host.UNCLEAR;
        }
    }

    private static boolean endsHost(char c) {
        return c == '/' || c == '?' || c == '#';
    }
}
