package io.chatguard.moderate.internal.links;

import java.util.Locale;
import java.util.Optional;

/**
 * Where a link goes, read as strictly as a browser reads it loosely: what programs might read in two ways is refused
 * rather than understood.
 *
 * @param problem why it is not let through, if so
 * @param host the host as written, or empty
 */
record Target(Optional<Problem> problem, String host) {

    static final Target HARMLESS = new Target(Optional.empty(), "");
    static final Target AMBIGUOUS = new Target(Optional.of(Problem.AMBIGUOUS), "");

    /** The target of a text that stands where a link's target stands: relative ones are harmless. */
    static Target of(String written, Hosts hosts) {
        String url = trimmed(written);
        if (url.codePoints().anyMatch(Decoded::isInvisible)) {
            return AMBIGUOUS;
        }
        int colon = scheme(url);
        if (colon < 0) {
            return isNetworkPath(url) ? authority(url, 2, hosts) : HARMLESS;
        }
        if (colon == url.length() - 1) {
            return HARMLESS;
        }
        return switch (url.substring(0, colon).toLowerCase(Locale.ROOT)) {
            case "http", "https" -> authority(url, colon + 1, hosts);
            case "mailto" -> mail(url.substring(colon + 1), hosts);
            case "data", "blob" -> new Target(Optional.of(Problem.DATA), "");
            case "javascript", "vbscript", "livescript" -> new Target(Optional.of(Problem.ACTIVE), "");
            default -> new Target(Optional.of(Problem.SCHEME), "");
        };
    }

    /** Of a name without a scheme, such as {@code www.example.com/x}. */
    static Target ofName(String written, Hosts hosts) {
        String url = trimmed(written);
        return url.codePoints().anyMatch(Decoded::isInvisible) ? AMBIGUOUS : authority(url, 0, hosts);
    }

    /** Browsers drop blanks and controls at both ends, and line ends and tabs everywhere. */
    private static String trimmed(String written) {
        StringBuilder out = new StringBuilder(written.length());
        for (int i = 0; i < written.length(); i++) {
            char c = written.charAt(i);
            if (c != '\n' && c != '\r' && c != '\t') {
                out.append(c);
            }
        }
        int from = 0;
        int to = out.length();
        while (from < to && out.charAt(from) <= ' ') {
            from++;
        }
        while (to > from && out.charAt(to - 1) <= ' ') {
            to--;
        }
        return out.substring(from, to);
    }

    /** The index of the colon behind a scheme, or -1; a backslash before it is an escape of Markdown. */
    private static int scheme(String url) {
        for (int i = 0; i < url.length(); i++) {
            char c = url.charAt(i);
            if (c == ':') {
                return i == 0 ? -1 : i;
            }
            boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
            if (!letter && (i == 0 || !(c >= '0' && c <= '9' || c == '+' || c == '-' || c == '.'))) {
                return -1;
            }
        }
        return -1;
    }

    private static boolean isSlash(char c) {
        return c == '/' || c == '\\';
    }

    private static boolean isNetworkPath(String url) {
        return url.length() >= 2 && isSlash(url.charAt(0)) && isSlash(url.charAt(1));
    }

    private static Target authority(String url, int start, Hosts hosts) {
        int from = start;
        while (from < url.length() && isSlash(url.charAt(from))) {
            from++;
        }
        int end = from;
        while (end < url.length() && "/?#\\".indexOf(url.charAt(end)) < 0) {
            end++;
        }
        String authority = url.substring(from, end);
        String beforeQuery = url.substring(0, end(url, "?#"));
        int at = authority.lastIndexOf('@');
        String host = withoutPort(authority.substring(at + 1));
        boolean strange = at >= 0
                || beforeQuery.indexOf('\\') >= 0
                || host.isEmpty()
                || host.chars().anyMatch(c -> c <= ' ' || c == 127 || "%<>\"'`^{}|,;()!$&*+=~".indexOf(c) >= 0);
        if (strange) {
            return new Target(Optional.of(Problem.AMBIGUOUS), host);
        }
        return new Target(hosts.problem(host), host);
    }

    /** The host of {@code host:port}; empty where what stands behind the colon is no port. */
    private static String withoutPort(String hostAndPort) {
        int bracket = hostAndPort.lastIndexOf(']');
        int colon = hostAndPort.indexOf(':', Math.max(0, bracket));
        if (colon < 0) {
            return hostAndPort;
        }
        String port = hostAndPort.substring(colon + 1);
        boolean number = port.length() <= 5 && port.chars().allMatch(c -> c >= '0' && c <= '9');
        return number ? hostAndPort.substring(0, colon) : "";
    }

    /** A mail can carry text away as well as a request can: every address in it needs an allowed host. */
    private static Target mail(String rest, Hosts hosts) {
        String to = rest.substring(0, end(rest, "?"));
        int at = to.lastIndexOf('@');
        boolean one = at > 0 && to.indexOf('@') == at && to.indexOf(',') < 0 && to.indexOf('%') < 0;
        boolean more = rest.length() > to.length() && rest.indexOf('@', to.length()) >= 0
                || rest.toLowerCase(Locale.ROOT).contains("%40");
        if (!one || more) {
            return AMBIGUOUS;
        }
        return new Target(hosts.problem(to.substring(at + 1)), to.substring(at + 1));
    }

    private static int end(String url, String stops) {
        for (int i = 0; i < url.length(); i++) {
            if (stops.indexOf(url.charAt(i)) >= 0) {
                return i;
            }
        }
        return url.length();
    }

    /** Shows the problem only. */
    @Override
    public String toString() {
        return "Target[" + problem + "]";
    }
}
