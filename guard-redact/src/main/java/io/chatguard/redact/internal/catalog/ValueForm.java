package io.chatguard.redact.internal.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a value looks like that is assigned to a name: a row of sets of characters with counts, such as {@code
 * key-[a-f0-9]{32}}.
 *
 * <p>A small part of the dialect of {@link io.chatguard.redact.internal.match.Pattern}: characters, {@code [a-z_]} and
 * {@code {m}}, {@code {m,n}} with n up to {@value #LONGEST}. Each part takes as many characters as it can, and none is
 * given back: a form is written so that its parts cannot be taken for each other. Linear, allocates nothing.
 */
public final class ValueForm {
    private static final int LONGEST = 1_000;
    private static final String SPECIAL = "[]{}()|*+?^$\\";

    private record Part(AsciiSet set, int least, int most) {}

    private final List<Part> parts;

    private ValueForm(List<Part> parts) {
        this.parts = parts;
    }

    /** The form, or nothing where it is not written so. */
    static Optional<ValueForm> of(String written) {
        List<Part> parts = new ArrayList<>();
        int i = 0;
        while (i < written.length()) {
            String set;
            if (written.charAt(i) == '[') {
                int close = written.indexOf(']', i);
                if (close <= i + 1) {
                    return Optional.empty();
                }
                set = written.substring(i + 1, close);
                i = close + 1;
            } else if (written.charAt(i) == '\\' && i + 1 < written.length()) {
                set = written.substring(i + 1, i + 2);
                i += 2;
            } else if (SPECIAL.indexOf(written.charAt(i)) < 0) {
                set = written.substring(i, i + 1);
                i++;
            } else {
                return Optional.empty();
            }
            int least = 1;
            int most = 1;
            if (i < written.length() && written.charAt(i) == '{') {
                int close = written.indexOf('}', i);
                String[] counts = close < 0
                        ? new String[0]
                        : written.substring(i + 1, close).split(",", -1);
                if (counts.length < 1 || counts.length > 2) {
                    return Optional.empty();
                }
                least = count(counts[0]);
                most = count(counts[counts.length - 1]);
                i = close + 1;
            }
            Optional<AsciiSet> legal = AsciiSet.of(set);
            if (legal.isEmpty() || least < 0 || most < 1 || most < least) {
                return Optional.empty();
            }
            parts.add(new Part(legal.get(), least, most));
        }
        return parts.isEmpty() ? Optional.empty() : Optional.of(new ValueForm(List.copyOf(parts)));
    }

    private static int count(String written) {
        boolean plain =
                !written.isEmpty() && written.length() <= 4 && written.chars().allMatch(c -> c >= '0' && c <= '9');
        int count = plain ? Integer.parseInt(written) : -1;
        return count <= LONGEST ? count : -1;
    }

    /** Where a value of this form ends that starts there, or -1. */
    public int end(String text, int start) {
        int at = start;
        for (int p = 0; p < parts.size(); p++) {
            Part part = parts.get(p);
            int limit = Math.min(text.length(), at + part.most);
            int from = at;
            while (at < limit && part.set.has(text.charAt(at))) {
                at++;
            }
            if (at - from < part.least) {
                return -1;
            }
        }
        return at;
    }

    /** Shows nothing: it may be a customer's. */
    @Override
    public String toString() {
        return "ValueForm";
    }
}
