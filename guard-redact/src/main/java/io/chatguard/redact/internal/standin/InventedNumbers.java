package io.chatguard.redact.internal.standin;

import io.chatguard.redact.internal.rules.IbanTable;
import java.math.BigInteger;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Numbers that pass their checks and belong to nobody: cards of the range 4000 00 that payment services keep for tests
 * (Stripe, "Test card numbers"), with a right Luhn digit; IBANs of the same country whose bank and account are filled with
 * nines and zeros and a short serial, with right check digits; US social security numbers of area 666, which is never
 * assigned (20 CFR 422.103, SSA "Social Security Number Randomization").
 */
final class InventedNumbers {

    private static final String CARD = "400000";
    private static final int SERIAL = 6;
    private static final BigInteger MODULUS = BigInteger.valueOf(97);

    Optional<String> card(String value, RandomGenerator random) {
        int length = (int) value.chars().filter(c -> c >= '0' && c <= '9').count();
        if (length < CARD.length() + SERIAL) {
            return Optional.empty();
        }
        String digits = CARD + Shape.digits(length - CARD.length() - 1, random);
        return Shape.filled(value, digits + luhn(digits), 10);
    }

    private static int luhn(String digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int d = digits.charAt(digits.length() - 1 - i) - '0';
            int doubled = i % 2 == 0 ? 2 * d : d;
            sum += doubled > 9 ? doubled - 9 : doubled;
        }
        return (10 - sum % 10) % 10;
    }

    Optional<String> ssn(String value, RandomGenerator random) {
        String digits = "666" + (10 + random.nextInt(90)) + (1000 + random.nextInt(9000));
        return Shape.filled(value, digits, 10);
    }

    Optional<String> iban(String value, RandomGenerator random) {
        if (value.length() < 2) {
            return Optional.empty();
        }
        String country = value.substring(0, 2).toUpperCase(java.util.Locale.ROOT);
        String structure =
                isCountry(country) ? IbanTable.shipped().structure(country.charAt(0), country.charAt(1)) : "";
        if (structure.length() < 2 * SERIAL) {
            return Optional.empty();
        }
        StringBuilder bban = new StringBuilder();
        int serial = structure.length() - SERIAL;
        for (int i = 0; i < structure.length(); i++) {
            boolean letter = structure.charAt(i) == 'a';
            if (i < serial) {
                bban.append(letter ? 'X' : i < 3 ? '9' : '0');
            } else {
                bban.append(letter ? (char) ('A' + random.nextInt(26)) : (char) ('0' + random.nextInt(10)));
            }
        }
        return Optional.of(country + check(country, bban) + bban);
    }

    private static boolean isCountry(String text) {
        return text.chars().allMatch(c -> c >= 'A' && c <= 'Z');
    }

    /** ISO 13616-1 §6: letters count from 10, and the remainder by 97 is 1. */
    private static String check(String country, CharSequence bban) {
        StringBuilder digits = new StringBuilder();
        (bban + country).chars().forEach(c -> digits.append(Character.digit(c, 36)));
        int check =
                98 - new BigInteger(digits.append("00").toString()).mod(MODULUS).intValue();
        return check < 10 ? "0" + check : String.valueOf(check);
    }
}
