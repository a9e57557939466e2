package io.chatguard.moderate.internal.links;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * An HTML tag: where it ends, and whether it does something or loads something when it is rendered.
 *
 * @param end the index behind {@code >}, or -1 where the tag is not closed within the text
 * @param problem why it is not let through, if so
 */
record Tag(int end, Optional<Problem> problem) {

    /** Elements that act, restyle or swallow what follows, with or without attributes. */
    private static final Set<String> ACTIVE = Set.of(
            "script",
            "style",
            "iframe",
            "svg",
            "math",
            "template",
            "noscript",
            "plaintext",
            "textarea",
            "title",
            "xml",
            "xmp",
            "noembed",
            "noframes",
            "marquee",
            "portal",
            "fencedframe");

    /** Elements that load, lead away or submit when they have attributes. */
    private static final Set<String> LOADING = Set.of(
            "object", "embed", "applet", "base", "basefont", "meta", "link", "form", "frame", "frameset", "param");

    private static final Set<String> TARGETS = Set.of(
            "src",
            "href",
            "xlink:href",
            "srcset",
            "imagesrcset",
            "action",
            "formaction",
            "poster",
            "background",
            "data",
            "cite",
            "ping",
            "longdesc",
            "lowsrc",
            "dynsrc",
            "codebase",
            "archive",
            "profile",
            "manifest",
            "icon",
            "classid",
            "usemap",
            "from",
            "to",
            "values",
            "by",
            "code",
            "itemid",
            "itemtype");

    /**
     * Reads the tag whose {@code <} stands at {@code start}, up to {@code limit}; empty if what stands there is none.
     * Character references are part of values and never end them.
     */
    static Optional<Tag> read(Decoded text, int start, int limit, Hosts hosts) {
        int end = nameEnd(text, start, limit);
        return end < 0
                ? Optional.empty()
                : Optional.of(new Reader(text, name(text, start, end), end, limit, hosts).read());
    }

    /**
     * A tag that does not end before {@code limit}.
     *
     * @param assigns whether there is a {@code =} in it
     */
    static Optional<Tag> unclosed(Decoded text, int start, int limit, boolean assigns) {
        int end = nameEnd(text, start, limit);
        return end < 0 ? Optional.empty() : Optional.of(unclosed(name(text, start, end), assigns, end + 1 < limit));
    }

    private static Tag unclosed(String name, boolean assigns, boolean attributes) {
        boolean suspicious = assigns || ACTIVE.contains(name) || LOADING.contains(name) && attributes;
        return new Tag(-1, suspicious ? Optional.of(Problem.ACTIVE) : Optional.empty());
    }

    /** Behind the name of a start or end tag, -1 if what stands there is none. */
    private static int nameEnd(Decoded text, int start, int limit) {
        int from = start + 1 < limit && text.at(start + 1) == '/' ? start + 2 : start + 1;
        int i = from;
        while (i < limit && !isBlank(text.at(i)) && text.at(i) != '/' && text.at(i) != '>') {
            // A second < is part of the name, as browsers have it.
            if (i == from && !LinkSyntax.isLetter(text.at(i))) {
                return -1;
            }
            i++;
        }
        return i == from && i < limit ? -1 : i;
    }

    private static String name(Decoded text, int start, int end) {
        int from = start + 1 < end && text.at(start + 1) == '/' ? start + 2 : start + 1;
        return text.text(Math.min(from, end), end).toLowerCase(Locale.ROOT);
    }

    /** What is a blank in HTML, where {@link LinkSyntax#isBlank} takes in more. */
    private static boolean isBlank(char c) {
        return c == ' ' || c >= '\t' && c <= '\r';
    }

    /** Reads attributes as browsers do (WHATWG HTML §13.2.5). */
    private static final class Reader {
        private final Decoded text;
        private final String name;
        private final int limit;
        private final Hosts hosts;
        private int i;
        private boolean attributes;
        private Optional<Problem> problem = Optional.empty();

        Reader(Decoded text, String name, int at, int limit, Hosts hosts) {
            this.text = text;
            this.name = name;
            this.i = at;
            this.limit = limit;
            this.hosts = hosts;
        }

        Tag read() {
            boolean assigns = false;
            while (i < limit) {
                if (isSign(">")) {
                    return new Tag(i + 1, verdict());
                }
                if (isGap() || isSign("/")) {
                    i++;
                    continue;
                }
                assigns |= attribute();
            }
            return unclosed(name, assigns, attributes);
        }

        private Optional<Problem> verdict() {
            if (ACTIVE.contains(name) || LOADING.contains(name) && attributes) {
                return Optional.of(Problem.ACTIVE);
            }
            return problem;
        }

        /** Reads one attribute; whether it has a value. */
        private boolean attribute() {
            attributes = true;
            int from = i;
            i++;
            while (i < limit && !isGap() && !isSign("/>=")) {
                i++;
            }
            String attribute = text.text(from, i).toLowerCase(Locale.ROOT);
            while (i < limit && isGap()) {
                i++;
            }
            if (i == limit || !isSign("=")) {
                return false;
            }
            i++;
            while (i < limit && isGap()) {
                i++;
            }
            judge(attribute, value());
            return true;
        }

        private boolean isSign(String signs) {
            return signs.indexOf(text.at(i)) >= 0 && text.isLiteral(i);
        }

        private boolean isGap() {
            return isBlank(text.at(i)) && text.isLiteral(i);
        }

        private String value() {
            if (i == limit) {
                return "";
            }
            boolean quoted = isSign("\"'");
            String quote = String.valueOf(text.at(i));
            i += quoted ? 1 : 0;
            int from = i;
            while (i < limit && (quoted ? !isSign(quote) : !isGap() && !isSign(">"))) {
                i++;
            }
            String value = text.text(from, i);
            i += quoted && i < limit ? 1 : 0;
            return value;
        }

        private void judge(String attribute, String value) {
            if (problem.isPresent()) {
                return;
            }
            boolean styles = attribute.equals("style")
                    && value.chars().anyMatch(c -> c == '(' || c == '\\' || c == '@' || c == '<');
            if (attribute.startsWith("on") || attribute.equals("srcdoc") || styles || value.contains("&#")) {
                problem = Optional.of(Problem.ACTIVE);
            } else if (TARGETS.contains(attribute) || value.contains("//") || value.contains("\\\\")) {
                problem = Target.of(value, hosts).problem();
                for (String part : value.split("[\\s,;]+", -1)) {
                    problem = problem.or(() -> Target.of(part, hosts).problem());
                }
            }
        }
    }
}
