package io.chatguard.redact.internal.names;

import io.chatguard.redact.internal.tagger.Gazetteer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * How a name that was found may stand elsewhere: in other letter case, and its parts alone. A part that is an ordinary word
 * too ({@code Mark}) is never looked for alone unless it was found alone, and then as it was found and with capitals; what
 * is a word much more often than a name ({@code will}) with capitals only.
 */
public final class NameForms {

    private static final String EMAIL = "EMAIL_ADDRESS";
    private static final int ORDINARY = Gazetteer.WORD | Gazetteer.FUNCTION_WORD;
    private static final int OTHER = ORDINARY | Gazetteer.PLACE | Gazetteer.ORGANIZATION | Gazetteer.NATIONALITY;
    private static final int SHORTEST = 3;

    private NameForms() {}

    /** Whether values of that type are names. */
    public static boolean isName(String type) {
        return switch (type) {
            case "PERSON", "LOCATION", "ORGANIZATION", "NRP" -> true;
            default -> false;
        };
    }

    /** What is looked for in all texts because of a value of that type. */
    public static List<String> of(String type, String value) {
        if (!isName(type)) {
            return List.of(value);
        }
        Set<String> forms = new LinkedHashSet<>();
        List<String> words = words(value);
        boolean ordinary = words.size() == 1 && is(value, Gazetteer.FUNCTION_WORD);
        if (!ordinary || Character.isUpperCase(value.charAt(0))) {
            forms.add(value);
        }
        if (!type.equals("PERSON") || value.length() < SHORTEST) {
            return List.copyOf(forms);
        }
        forms.add(capital(value));
        forms.add(value.toUpperCase(Locale.ROOT));
        if (words.size() > 1 || !is(value, ORDINARY)) {
            forms.add(value.toLowerCase(Locale.ROOT));
        }
        if (words.size() > 1) {
            for (String word : words) {
                if (word.length() >= SHORTEST && !is(word, OTHER | Gazetteer.TITLE)) {
                    forms.add(capital(word));
                }
            }
        }
        return List.copyOf(forms);
    }

    /** The forenames and surnames that an e-mail address tells, capitalised; lists know them and they are no words. */
    public static List<String> ofAddress(String type, String value) {
        if (!type.equals(EMAIL) || value.indexOf('@') < 0) {
            return List.of();
        }
        List<String> names = new ArrayList<>();
        for (String part : value.substring(0, value.indexOf('@')).split("[._+-]")) {
            boolean name =
                    part.length() >= SHORTEST && is(part, Gazetteer.FORENAME | Gazetteer.SURNAME) && !is(part, OTHER);
            if (name) {
                names.add(capital(part));
            }
        }
        return names;
    }

    private static boolean is(String word, int flags) {
        return (Gazetteer.load().flags(word, 0, word.length()) & flags) != 0;
    }

    private static List<String> words(String name) {
        return List.of(name.strip().split("[\\s,]+"));
    }

    /** Each word with a capital, as names are written; marks between letters of a word start none. */
    private static String capital(String name) {
        StringBuilder out = new StringBuilder(name.length());
        boolean inside = false;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            out.append(inside ? Character.toLowerCase(c) : Character.toUpperCase(c));
            inside = Character.isLetter(c) || c == '\'' || c == '\u2019' || Character.isLowSurrogate(c);
        }
        return out.toString();
    }
}
