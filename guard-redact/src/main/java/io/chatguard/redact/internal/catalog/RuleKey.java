package io.chatguard.redact.internal.catalog;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** The keys of a rule, in the order in which they are written. */
public enum RuleKey {
    ABOUT("about", "what it recognises, a sentence", Times.ONCE),
    TYPE("type", "an entity type, such as EMAIL_ADDRESS", Times.ONCE),
    SCANNER("scanner", "what recognises it, where that is code", Times.ONCE),
    PATTERN("pattern", "a regular expression of our dialect, with linear time", Times.ONCE),
    NAMED(
            "named",
            "what stands in the name to which values are assigned: a pattern, letter case does not matter",
            Times.ONCE),
    VALUE(
            "value",
            "what is assigned: characters, classes such as [a-f0-9] and counts such as {32} or {20,40}; or a password, a"
                    + " key, a login, a manifest",
            Times.MANY),
    EDGES("edges", "which ends must be ends of words: both (also without this key), start, none", Times.ONCE),
    NOT_BEFORE("not before", "characters and ranges such as A-Z0-9_- that must not follow the value", Times.ONCE),
    CHECK("check", "what every value passes, separated by commas: " + Check.names(), Times.ONCE),
    ENTROPY("entropy", "the least Shannon entropy of a value, in bits a character, 0 to 6", Times.ONCE),
    CHECKSUM(
            "checksum",
            "what proves a value: " + Check.names() + "; of forms also sums such as 'sum(9 8 7 -1) mod 11'",
            Times.ONCE),
    FORM(
            "form",
            "how a number is written, such as 'ddd.ddd.ddd-dd': d a digit, l a letter, x either, [A-C5] one of these,"
                    + " {3} so often, ? perhaps, (ab|cd) one or the other, ~ the same separator everywhere or none",
            Times.MANY),
    DATE(
            "date",
            "a date inside a number, such as 'yymmdd at 1', with 'day 40' or 'month 20 40' for what is added",
            Times.ONCE),
    CONTEXT("context", "a list of context.txt whose words support a value", Times.ONCE),
    WORDS("words", "after a language, such as 'words de': words that support a value, separated by commas", Times.MANY),
    SYNTAX("syntax", "unmistakable, where the form alone says what it is", Times.ONCE),
    SCORE("score", "confidence without support, 0 to 1", Times.ONCE),
    LOWEST_SCORE("lowest score", "of a scanner that grades: its lowest", Times.ONCE),
    SCORE_WITH_CONTEXT("score with context", "confidence with a supporting word near", Times.ONCE),
    SCORE_WITH_CHECKSUM("score with checksum", "confidence where the checksum fits", Times.ONCE),
    SCORE_GROUPED("score grouped", "of a number written in groups: confidence without support", Times.ONCE),
    EVIDENCE("evidence", "what a finding rests on: checksum, structure, context", Times.ONCE),
    VENDOR("vendor", "whose format it is", Times.ONCE),
    KIND("kind", "what a secret is, such as api key, password, private key", Times.ONCE),
    RIGHTS("rights", "what a secret may do, separated by commas, such as admin, live, test, organization", Times.ONCE),
    COUNTRY("country", "ISO 3166-1 alpha-2 code of the country whose format it is", Times.ONCE),
    STATUS("status", "unverified, where no source tells the checksum: such a rule is off", Times.ONCE),
    SOURCE("source", "the standard or page that describes the format", Times.MANY),
    FINDS("finds", "a text in which the rule finds something, in « » if exactly that", Times.MANY),
    IGNORES("ignores", "a text in which the rule finds nothing", Times.MANY);

    /** How often a key may stand in a rule. */
    enum Times {
        ONCE,
        MANY
    }

    private final String written;
    private final String allowed;
    final Times times;

    RuleKey(String written, String allowed, Times times) {
        this.written = written;
        this.allowed = allowed;
        this.times = times;
    }

    /** As it is written in a rule file. */
    public String written() {
        return written;
    }

    /** What may stand there, for errors. */
    String allowed() {
        return allowed;
    }

    static Optional<RuleKey> of(String written) {
        return Arrays.stream(values()).filter(k -> k.written.equals(written)).findFirst();
    }

    static String all() {
        return Arrays.stream(values()).map(RuleKey::written).collect(Collectors.joining(", "));
    }
}
