package io.chatguard.redact.internal.match;

/** Why a pattern is refused, with the remedy. Constants, so that an error never quotes a pattern. */
public enum Refusal {
    BACK_REFERENCE("back-references are not supported, they have no linear time; name the repeated part by a class"),
    LOOK_AROUND("look-around is not supported; use \\b, or match the neighbour and let the rule trim it"),
    POSSESSIVE("possessive quantifiers and atomic groups are not supported; leave out the second +"),
    LAZY("lazy quantifiers are not supported, the longest match wins; leave out the ?, or exclude the end by a class"),
    DOUBLE_QUANTIFIER("a quantifier follows a quantifier; put the inner part into a group"),
    NOTHING_TO_REPEAT("there is nothing to repeat here; escape the character"),
    BAD_COUNT("a count is {m}, {m,} or {m,n} with m <= n; escape a { that stands for itself"),
    COUNT_TOO_LARGE("counts go up to 1000"),
    UNKNOWN_ESCAPE("this escape is not supported; escape punctuation only, or use \\x{...}"),
    UNKNOWN_CATEGORY("only Unicode's general categories are supported, such as \\p{L}, \\p{Lu}, \\p{Nd}"),
    UNKNOWN_GROUP("only (...), (?:...) and the flags i, m, s are supported"),
    NAMED_GROUP("groups are not captured; write (?:...)"),
    BAD_CODE_POINT("this is no code point that text can hold"),
    UNPAIRED_SURROGATE("this is half of a surrogate pair; write the whole character"),
    EMPTY_CLASS("this class matches nothing; escape a ] that stands for itself"),
    OPEN_CLASS("the class has no end; add ]"),
    NESTED_CLASS("classes cannot be nested or intersected; escape [ and &"),
    BAD_RANGE("a range goes from a smaller to a larger character; escape a - that stands for itself"),
    OPEN_GROUP("the group has no end; add )"),
    STRAY_PARENTHESIS("nothing opens this group; escape the )"),
    STRAY_BACKSLASH("the pattern ends after a backslash; double it"),
    TOO_LONG("patterns have at most 4096 characters; split it into several"),
    TOO_DEEP("groups nest at most 50 deep"),
    TOO_LARGE("written out, the counts give more than 4000 positions; lower them"),
    TOO_MANY_WAYS("optional parts follow each other in too many ways; repeat a class instead"),
    MATCHES_EMPTY("this matches the empty text, hence everywhere; let it need one character");

    private final String sentence;

    Refusal(String sentence) {
        this.sentence = sentence;
    }

    /** What is wrong and what to do about it, a sentence without full stop. */
    public String sentence() {
        return sentence;
    }
}
