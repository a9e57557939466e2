package io.chatguard.redact.internal.phone;

/**
 * What libphonenumber says of a string of digits, by its numbering plans ({@link NumberPlans}); where they do not decide,
 * it is asked itself: prefixes that rewrite a number, codes dialled for abroad, most of more than sixteen digits.
 *
 * <p>Digits travel as a long with a leading 1 ({@code 1_0301234567} for {@code 0301234567}), at most
 * {@value #MOST_DIGITS} of them. Nothing is remembered of a number. libphonenumber is loaded when it is first asked.
 */
final class PhoneAuthority {
    static final int MOST_DIGITS = 17;
    private static final PhoneAuthority INTERNATIONAL = new PhoneAuthority("", -1);

    /** How libphonenumber judges a number. */
    enum Standing {
        IMPOSSIBLE,
        POSSIBLE,
        VALID
    }

    private final NumberPlans plans = NumberPlans.shipped();
    private final String region;
    private final int plan;

    private PhoneAuthority(String region, int plan) {
        this.region = region;
        this.plan = plan;
    }

    /** Judges digits that start with a country calling code. */
    static PhoneAuthority international() {
        return INTERNATIONAL;
    }

    /** Judges digits as they are dialled inside a region (ISO 3166-1 alpha-2). */
    static PhoneAuthority national(String region) {
        int plan = NumberPlans.shipped().region(region);
        if (plan < 0) {
            throw new IllegalArgumentException(
                    "phone region '" + region + "' is not an ISO 3166-1 alpha-2 code, such as US or DE");
        }
        return new PhoneAuthority(region, plan);
    }

    Standing judge(long digits) {
        long packed = 0;
        int length = 0;
        for (long rest = digits; rest >= 10; rest /= 10) {
            if (length == NumberPlans.MOST_DIGITS) {
                Standing standing = rest < 20 && plan >= 0 ? plans.national(plan, (int) rest - 10, packed) : null;
                return standing == null ? ask(digits) : standing;
            }
            packed |= rest % 10 << 4 * length++;
        }
        Standing standing = plan < 0 ? plans.international(packed, length) : plans.national(plan, packed, length);
        return standing == null ? ask(digits) : standing;
    }

    /** The answer of libphonenumber itself. */
    Standing ask(long digits) {
        return Libphonenumber.judge(Long.toString(digits).substring(1), region);
    }
}
