package io.chatguard.testkit;

import java.util.Locale;

/**
 * What models do to a surrogate when they repeat it, from harmless to hopeless.
 *
 * <p>A form that changes letters or digits changes only the check, the last six symbols; where there is nothing to
 * change, for example no zero for {@link #LETTER_O_FOR_ZERO}, the surrogate comes back as it was.
 */
public enum Mangle {
    /** Left alone. */
    AS_SENT,
    /** {@code person_2_7kqxm4}. */
    LOWER_CASE,
    /** {@code PERSON\_2\_7KQXM4}, as Markdown escapes it. */
    ESCAPED_UNDERSCORES,
    /** {@code **PERSON_2_7KQXM4**}. */
    BOLD,
    /** {@code PERSON_2_7KQXM4's}. */
    POSSESSIVE,
    /** The zeros of the check as the letter O. */
    LETTER_O_FOR_ZERO,
    /** The ones of the check as the letter I. */
    LETTER_I_FOR_ONE,
    /** The ones of the check as a small letter L. */
    LETTER_L_FOR_ONE,
    /** The last symbol of the check is missing: it must not be resolved. */
    TRUNCATED_CHECK,
    /** The last symbol of the check is another one: it must not be resolved. */
    CHANGED_CHECK,
    /** {@code https://example.com/?q=PERSON_2_7KQXM4}. */
    IN_URL,
    /** The text of a Markdown link. */
    IN_LINK_TEXT,
    /** The target of a Markdown link. */
    IN_LINK_TARGET,
    /** {@code `PERSON_2_7KQXM4`}. */
    IN_INLINE_CODE,
    /** A fenced block of code on lines of its own. */
    IN_CODE_BLOCK,
    /** {@code <a title="PERSON_2_7KQXM4">}. */
    IN_HTML_ATTRIBUTE,
    /** Words without a blank on both sides: {@code xPERSON_2_7KQXM4y}. */
    JOINED_TO_WORDS,
    /** Punctuation without a blank on both sides: {@code ("PERSON_2_7KQXM4"),}. */
    IN_PUNCTUATION;

    private static final int CHECK_SYMBOLS = 6;

    /** Gives the surrogate in this form. */
    public String apply(String surrogate) {
        return switch (this) {
            case AS_SENT -> surrogate;
            case LOWER_CASE -> surrogate.toLowerCase(Locale.ROOT);
            case ESCAPED_UNDERSCORES -> surrogate.replace("_", "\\_");
            case BOLD -> "**" + surrogate + "**";
            case POSSESSIVE -> surrogate + "'s";
            case LETTER_O_FOR_ZERO -> inCheck(surrogate, '0', 'O');
            case LETTER_I_FOR_ONE -> inCheck(surrogate, '1', 'I');
            case LETTER_L_FOR_ONE -> inCheck(surrogate, '1', 'l');
            case TRUNCATED_CHECK -> surrogate.substring(0, surrogate.length() - 1);
            case CHANGED_CHECK -> changedCheck(surrogate);
            case IN_URL -> "https://example.com/?q=" + surrogate;
            case IN_LINK_TEXT -> "[" + surrogate + "](https://example.com/)";
            case IN_LINK_TARGET -> "[profile](https://example.com/" + surrogate + ")";
            case IN_INLINE_CODE -> "`" + surrogate + "`";
            case IN_CODE_BLOCK -> "\n```\nname = \"" + surrogate + "\"\n```\n";
            case IN_HTML_ATTRIBUTE -> "<a title=\"" + surrogate + "\">profile</a>";
            case JOINED_TO_WORDS -> "x" + surrogate + "y";
            case IN_PUNCTUATION -> "(\"" + surrogate + "\"),";
        };
    }

    private static String inCheck(String surrogate, char from, char to) {
        int check = Math.max(0, surrogate.length() - CHECK_SYMBOLS);
        return surrogate.substring(0, check) + surrogate.substring(check).replace(from, to);
    }

    private static String changedCheck(String surrogate) {
        int last = surrogate.length() - 1;
        int symbol = Math.max(0, Surrogates.CROCKFORD.indexOf(surrogate.charAt(last)));
        return surrogate.substring(0, last) + Surrogates.CROCKFORD.charAt((symbol + 1) % Surrogates.CROCKFORD.length());
    }
}
