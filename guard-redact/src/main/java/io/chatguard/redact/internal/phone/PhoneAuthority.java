package io.chatguard.redact.internal.phone;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * What libphonenumber says of a string of digits, remembered.
 *
 * <p>Digits travel as a long with a leading 1 ({@code 1_0301234567} for {@code 0301234567}), so that a question that was
 * asked before allocates nothing. The memory is a direct-mapped table of {@value #SLOTS} answers without locks: a lost
 * race costs one more question. At most {@value #MOST_DIGITS} digits.
 */
final class PhoneAuthority {
    static final int MOST_DIGITS = 17;
    private static final int SLOTS = 1024;
    private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();
    private static final PhoneAuthority INTERNATIONAL = new PhoneAuthority("");

    /** How libphonenumber judges a number. */
    enum Standing {
        IMPOSSIBLE,
        POSSIBLE,
        VALID
    }

    private final String region;
    private final AtomicLongArray answers = new AtomicLongArray(SLOTS);

    private PhoneAuthority(String region) {
        this.region = region;
    }

    /** Judges digits that start with a country calling code. */
    static PhoneAuthority international() {
        return INTERNATIONAL;
    }

    /** Judges digits as they are dialled inside a region (ISO 3166-1 alpha-2). */
    static PhoneAuthority national(String region) {
        if (!NUMBERS.getSupportedRegions().contains(region)) {
            throw new IllegalArgumentException(
                    "phone region '" + region + "' is not an ISO 3166-1 alpha-2 code, such as US or DE");
        }
        return new PhoneAuthority(region);
    }

    Standing judge(long digits) {
        int slot = (int) ((digits * 0x9E3779B97F4A7C15L) >>> 54);
        long answer = answers.get(slot);
        if (answer >>> 2 != digits) {
            answer = digits << 2 | ask(digits).ordinal();
            answers.set(slot, answer);
        }
        return (answer & 3) == 2 ? Standing.VALID : (answer & 3) == 1 ? Standing.POSSIBLE : Standing.IMPOSSIBLE;
    }

    private Standing ask(long digits) {
        String dialled = Long.toString(digits).substring(1);
        try {
            PhoneNumber number = region.isEmpty()
                    ? NUMBERS.parse("+" + dialled, "ZZ")
                    : NUMBERS.parse(dialled, region.toUpperCase(Locale.ROOT));
            if (region.isEmpty() ? NUMBERS.isValidNumber(number) : isValidHere(number)) {
                return Standing.VALID;
            }
            return NUMBERS.isPossibleNumber(number) ? Standing.POSSIBLE : Standing.IMPOSSIBLE;
        } catch (NumberParseException e) {
            return Standing.IMPOSSIBLE;
        }
    }

    /** Dialled with the region's own international prefix a number is valid where it leads to. */
    private boolean isValidHere(PhoneNumber number) {
        return number.getCountryCode() == NUMBERS.getCountryCodeForRegion(region)
                ? NUMBERS.isValidNumberForRegion(number, region) || NUMBERS.isValidNumber(number)
                : NUMBERS.isValidNumber(number);
    }
}
