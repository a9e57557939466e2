package io.chatguard.redact.internal.surrogate;

/**
 * What a surrogate says apart from its check.
 *
 * @param type the entity type's name
 * @param ordinal from 1, counted per scope and type
 * @param variant 0 for the first spelling, then 1, 2, ... written a, b, ..., z, aa, ...
 */
public record SurrogateId(String type, int ordinal, int variant) {

    /** The full form {@code TYPE_ordinal[variant]_check}. */
    public String withCheck(int check) {
        StringBuilder out = new StringBuilder(type.length() + 16);
        out.append(type).append('_').append(ordinal);
        letters(out, variant);
        return out.append('_')
                .append(Crockford.encode(check, SurrogateForm.CHECK_SYMBOLS))
                .toString();
    }

    /** Bijective base 26, so that every number has one spelling and every spelling one number. */
    private static void letters(StringBuilder out, int number) {
        int at = out.length();
        for (int n = number; n > 0; n = (n - 1) / 26) {
            out.insert(at, (char) ('a' + (n - 1) % 26));
        }
    }
}
