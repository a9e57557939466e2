package io.chatguard.redact.testkit;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.List;
import java.util.Objects;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** International telephone numbers near libphonenumber's examples of every region. */
final class PhoneValues {
    private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();

    private PhoneValues() {}

    static Arbitrary<String> international() {
        List<PhoneNumber> examples = NUMBERS.getSupportedRegions().stream()
                .sorted()
                .flatMap(region -> java.util.stream.Stream.of(
                                PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE, PhoneNumberType.TOLL_FREE)
                        .map(type -> NUMBERS.getExampleNumberForType(region, type)))
                .filter(Objects::nonNull)
                .filter(NUMBERS::isValidNumber)
                .toList();
        return Combinators.combine(
                        Arbitraries.of(examples),
                        Arbitraries.integers().between(0, 9999),
                        Arbitraries.integers().between(0, 6))
                .as((example, tail, form) -> format(varied(example, tail), form));
    }

    /** The number with other last digits where that stays valid, so that values differ. */
    private static PhoneNumber varied(PhoneNumber example, int tail) {
        PhoneNumber number = new PhoneNumber().mergeFrom(example);
        number.setNationalNumber(example.getNationalNumber() / 10_000 * 10_000 + tail);
        return NUMBERS.isValidNumber(number) ? number : example;
    }

    private static String format(PhoneNumber number, int form) {
        String international = NUMBERS.format(number, PhoneNumberFormat.INTERNATIONAL);
        String e164 = NUMBERS.format(number, PhoneNumberFormat.E164);
        return switch (form) {
            case 0 -> e164;
            case 1 -> international.replace(' ', '-');
            case 2 -> international.replace(' ', '.').replace('-', '.');
            case 3 -> international.replace(' ', '\u00a0');
            case 4 -> international.replace('-', '\u2011');
            case 5 -> international + " ext. 12";
            default -> international;
        };
    }
}
