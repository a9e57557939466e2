package io.chatguard.redact.internal.standin;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import io.chatguard.redact.internal.engine.DataFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Numbers of the same country that no subscriber ever gets ({@code phones.txt}); none for other countries. */
final class InventedPhones implements Invention {

    private record Range(String prefix, String digits) {}

    private final String region;
    private final Map<Integer, List<Range>> ranges = new HashMap<>();

    InventedPhones(String region) {
        this.region = region;
        for (String[] row : DataFile.table(InventedPhones.class, "phones.txt", 3)) {
            ranges.computeIfAbsent(Integer.parseInt(row[0]), c -> new ArrayList<>())
                    .add(new Range(row[1], row[2]));
        }
    }

    @Override
    public Optional<String> like(String value, RandomGenerator random) {
        int country;
        try {
            country = PhoneNumberUtil.getInstance().parse(value, region).getCountryCode();
        } catch (NumberParseException e) {
            return Optional.empty();
        }
        List<Range> own = ranges.getOrDefault(country, List.of());
        if (own.isEmpty()) {
            return Optional.empty();
        }
        Range range = own.get(random.nextInt(own.size()));
        StringBuilder digits = new StringBuilder();
        for (char c : range.digits().toCharArray()) {
            digits.append(c == '#' ? (char) ('0' + random.nextInt(10)) : c);
        }
        boolean international = value.strip().startsWith("+") || value.strip().startsWith("00");
        return Optional.of(international ? "+" + country + " " + grouped(digits) : range.prefix() + grouped(digits));
    }

    private static String grouped(CharSequence digits) {
        int second = digits.length() - 4;
        return digits.subSequence(0, 3) + " " + digits.subSequence(3, second) + " "
                + digits.subSequence(second, digits.length());
    }
}
