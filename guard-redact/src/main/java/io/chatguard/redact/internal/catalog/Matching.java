package io.chatguard.redact.internal.catalog;

import io.chatguard.redact.internal.engine.Boundaries;
import io.chatguard.redact.internal.identifier.BirthDate;
import io.chatguard.redact.internal.identifier.CheckDigits;
import io.chatguard.redact.internal.identifier.Form;
import io.chatguard.redact.internal.match.Pattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How a rule recognises values. */
public sealed interface Matching {

    /** By code of ours, under that name. */
    record Scanner(String name) implements Matching {}

    /**
     * By a pattern.
     *
     * @param regex the pattern as it was written
     * @param pattern the same, compiled
     * @param edges which ends must be ends of words
     * @param notBefore characters that must not follow
     * @param checks what every value passes
     * @param leastEntropy bits a character that every value has at least
     */
    record Regex(
            String regex, Pattern pattern, Edges edges, AsciiSet notBefore, List<Check> checks, double leastEntropy)
            implements Matching {

        /** Why what the pattern matches does not count, or nothing. */
        public Objection objection(String text, int start, int end) {
            if (edges != Edges.NONE && !Boundaries.mayStart(text, start)) {
                return Objection.INSIDE_A_WORD;
            }
            if (edges == Edges.BOTH && !Boundaries.mayEnd(text, end)) {
                return Objection.INSIDE_A_WORD;
            }
            if (end < text.length() && notBefore.has(text.charAt(end))) {
                return Objection.GOES_ON;
            }
            for (Check check : checks) {
                if (!check.fits(text, start, end)) {
                    return check == Check.VARIED ? Objection.MASKED : Objection.CHECK_FAILS;
                }
            }
            return leastEntropy > 0 && Entropy.of(text, start, end) < leastEntropy ? Objection.MASKED : Objection.NONE;
        }

        /** Shows no pattern: it may name customers. */
        @Override
        public String toString() {
            return "Regex";
        }
    }

    /**
     * By how a number is written, and what proves it.
     *
     * <p>Forms, date and checksum are read from what was written each time they are asked for.
     *
     * @param written all ways to write it, the date in it and what proves it
     * @param grouped confidence without support where it is written in groups
     */
    record Identifier(Written written, double grouped) implements Matching {

        /**
         * Reads what a rule says.
         *
         * @throws IllegalArgumentException if it is not written as it should be
         */
        public static Identifier of(Written written, double grouped) {
            for (String form : written.forms) {
                Form.of(form);
            }
            written.readDate();
            written.readChecksum();
            return new Identifier(written, grouped);
        }

        /** All ways to write it. */
        public List<Form> forms() {
            List<Form> forms = new ArrayList<>();
            for (String form : written.forms) {
                forms.addAll(Form.of(form));
            }
            return List.copyOf(forms);
        }

        /** The date in it. */
        public Optional<BirthDate> date() {
            return written.readDate();
        }

        /** What proves it. */
        public Optional<CheckDigits> checksum() {
            return written.readChecksum();
        }

        /**
         * How a rule says it.
         *
         * @param forms the forms
         * @param date the date, or empty
         * @param checksum the checksum, or empty
         */
        public record Written(List<String> forms, String date, String checksum) {
            private Optional<BirthDate> readDate() {
                return date.isEmpty() ? Optional.empty() : Optional.of(BirthDate.of(date));
            }

            private Optional<CheckDigits> readChecksum() {
                return checksum.isEmpty() ? Optional.empty() : Optional.of(CheckDigits.of(checksum));
            }
        }
    }

    /**
     * By what is assigned to a name: {@code adafruit_key = "…"}, {@code <adafruitKey>…}, {@code --adafruit-key …}.
     *
     * @param regex what stands in the name, as it was written
     * @param name the same, compiled; letter case does not matter
     * @param forms what values look like, the first that fits counts; empty if they are judged
     * @param judged how values without a form of their own are judged, if they are
     * @param values the forms, or how values are judged, as they were written
     * @param leastEntropy bits a character that every value has at least
     */
    record Assigned(
            String regex,
            Pattern name,
            List<ValueForm> forms,
            Optional<Judged> judged,
            List<String> values,
            double leastEntropy)
            implements Matching {

        /** What the pattern of a name is, whatever the case of its letters. */
        static String pattern(String regex) {
            return "(?i:" + regex + ")";
        }

        /**
         * Reads what a rule says of its values.
         *
         * @throws IllegalArgumentException if a form is not written as it should be
         */
        static Assigned of(String regex, Pattern name, List<String> values, double leastEntropy) {
            List<ValueForm> forms = new ArrayList<>();
            for (String value : values) {
                for (Judged judged : Judged.values()) {
                    if (judged.written().equals(value)) {
                        return new Assigned(regex, name, List.of(), Optional.of(judged), values, leastEntropy);
                    }
                }
                forms.add(ValueForm.of(value).orElseThrow(IllegalArgumentException::new));
            }
            return new Assigned(regex, name, List.copyOf(forms), Optional.empty(), values, leastEntropy);
        }

        /** Shows no name: it may be a customer's. */
        @Override
        public String toString() {
            return "Assigned";
        }
    }

    /** How values are judged that have no form of their own. */
    enum Judged {
        /** What people choose and remember. */
        PASSWORD,
        /** What machines draw. */
        KEY,
        /** The password among the options of a command. */
        LOGIN,
        /** The values of a manifest of Kubernetes. */
        MANIFEST;

        String written() {
            return "a " + name().toLowerCase(Locale.ROOT);
        }
    }

    /** Which ends of a match must be ends of words. */
    enum Edges {
        BOTH,
        START,
        NONE;

        String written() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Why a match does not count. */
    enum Objection {
        NONE,
        INSIDE_A_WORD,
        GOES_ON,
        CHECK_FAILS,
        /** It shows the form of a value and none: {@code sk-xxxx…}. */
        MASKED
    }
}
