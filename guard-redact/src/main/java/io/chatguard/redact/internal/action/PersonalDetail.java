package io.chatguard.redact.internal.action;

import java.util.Set;

/** What Safe Harbor leaves of dates, ages and ZIP codes (45 CFR 164.514(b)(2)(i)(B) and (C)). */
final class PersonalDetail {
    private static final int OLDEST = 90;
    private static final int BAND = 5;
    private static final int ZIP = 5;
    private static final int ZIP_AND_FOUR = 9;

    /**
     * Where at most 20,000 people live by the census of 2000, as the guidance of the Department of Health and Human Services
     * lists them:
     * https://www.hhs.gov/hipaa/for-professionals/special-topics/de-identification/index.html
     */
    private static final Set<String> FEW_PEOPLE = Set.of(
            "036", "059", "063", "102", "203", "556", "692", "790", "821", "823", "830", "831", "878", "879", "884",
            "890", "893");

    private PersonalDetail() {}

    /** The only four digits in a row that are a year, or nothing; a year whose century is not written is none. */
    static String year(String date) {
        String year = "";
        int i = 0;
        while (i < date.length()) {
            int start = i;
            while (i < date.length() && isDigit(date.charAt(i))) {
                i++;
            }
            if (i - start == 4) {
                if (!year.isEmpty()) {
                    return "";
                }
                year = date.substring(start, i);
            }
            i = i == start ? i + 1 : i;
        }
        return year;
    }

    /** {@code 45 to 49}, or {@code 90+}. */
    static String ages(String age) {
        String digits = digits(age);
        if (digits.isEmpty() || digits.length() > 3) {
            return "";
        }
        int years = Integer.parseInt(digits);
        int from = years - years % BAND;
        return years >= OLDEST ? OLDEST + "+" : from + " to " + (from + BAND - 1);
    }

    /** {@code 902**}, or {@code 000**} where few people live; of codes that are not five or nine digits nothing. */
    static String district(String code) {
        String digits = digits(code);
        boolean zip = digits.length() == ZIP || digits.length() == ZIP_AND_FOUR;
        if (!zip || code.chars().anyMatch(Character::isLetter)) {
            return "";
        }
        String three = digits.substring(0, 3);
        return (FEW_PEOPLE.contains(three) ? "000" : three) + "**";
    }

    private static String digits(String value) {
        StringBuilder digits = new StringBuilder();
        for (int i = 0; i < value.length(); i++) {
            if (isDigit(value.charAt(i))) {
                digits.append(value.charAt(i));
            }
        }
        return digits.toString();
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
