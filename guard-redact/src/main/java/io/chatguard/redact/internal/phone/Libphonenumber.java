package io.chatguard.redact.internal.phone;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import io.chatguard.redact.internal.phone.PhoneAuthority.Standing;

/** The library itself; a class of its own, so that it is loaded only when it is asked. */
final class Libphonenumber {
    private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();

    private Libphonenumber() {}

    /** Judges digits as dialled in a region, or digits that start with a country calling code if the region is empty. */
    static Standing judge(String digits, String region) {
        try {
            PhoneNumber number = region.isEmpty() ? NUMBERS.parse("+" + digits, "ZZ") : NUMBERS.parse(digits, region);
            if (region.isEmpty() ? NUMBERS.isValidNumber(number) : isValidHere(number, region)) {
                return Standing.VALID;
            }
            return NUMBERS.isPossibleNumber(number) ? Standing.POSSIBLE : Standing.IMPOSSIBLE;
        } catch (NumberParseException e) {
            return Standing.IMPOSSIBLE;
        }
    }

    /** Dialled with the region's own international prefix a number is valid where it leads to. */
    private static boolean isValidHere(PhoneNumber number, String region) {
        return number.getCountryCode() == NUMBERS.getCountryCodeForRegion(region)
                ? NUMBERS.isValidNumberForRegion(number, region) || NUMBERS.isValidNumber(number)
                : NUMBERS.isValidNumber(number);
    }
}
