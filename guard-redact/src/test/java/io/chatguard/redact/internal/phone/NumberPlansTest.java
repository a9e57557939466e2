package io.chatguard.redact.internal.phone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import io.chatguard.redact.internal.engine.DataFile;
import io.chatguard.testkit.Soak;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The plans say of every number what libphonenumber says. */
class NumberPlansTest {
    private static final Path FILE = Path.of("src/main/resources/io/chatguard/redact/internal/phone/plans.txt");
    private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();

    @Test
    void theFileIsMadeFromTheMetadataOnTheClassPath() throws IOException {
        if (Boolean.getBoolean("chatguard.plans.update")) {
            List<String> lines = new ArrayList<>(Files.readAllLines(FILE).stream()
                    .filter(line -> line.startsWith("#"))
                    .toList());
            lines.addAll(PlansFile.lines());
            Files.write(FILE, lines);
        }
        assertThat(DataFile.lines(NumberPlans.class, "plans.txt"))
                .as("plans.txt: run this test with -Dchatguard.plans.update=true, and say its version in the header")
                .isEqualTo(PlansFile.lines());
    }

    @Test
    void numbersOfEveryRegionAndTheirMutationsAreJudgedAsByLibphonenumber() {
        Random random = new Random(Soak.seed());
        int each = Soak.cases(60, 20_000);
        for (String region : NUMBERS.getSupportedRegions()) {
            String code = Integer.toString(NUMBERS.getCountryCodeForRegion(region));
            List<String> seeds = seeds(region);
            for (int n = 0; n < each; n++) {
                String number = mutated(seeds.get(random.nextInt(seeds.size())), code, random);
                if (number.length() > 2 && number.length() <= PhoneAuthority.MOST_DIGITS) {
                    same(PhoneAuthority.national(region), region, number);
                }
                if (number.length() + code.length() <= PhoneAuthority.MOST_DIGITS) {
                    same(PhoneAuthority.international(), region, code + number);
                }
            }
        }
    }

    @Test
    void digitsOfAnyKindAreJudgedAsByLibphonenumber() {
        Random random = new Random(Soak.seed());
        for (int n = 0; n < Soak.cases(10_000, 2_000_000); n++) {
            StringBuilder digits = new StringBuilder();
            for (int k = 1 + random.nextInt(PhoneAuthority.MOST_DIGITS); k > 0; k--) {
                digits.append((char) ('0' + random.nextInt(10)));
            }
            same(PhoneAuthority.international(), "", digits.toString());
            same(PhoneAuthority.national("DE"), "DE", digits.toString());
        }
    }

    @Test
    void seventeenDigitsAreJudgedInEveryRegionAsByLibphonenumber() {
        Random random = new Random(Soak.seed());
        int each = Soak.cases(60, 20_000);
        for (String region : NUMBERS.getSupportedRegions()) {
            for (int n = 0; n < each; n++) {
                StringBuilder digits = new StringBuilder();
                while (digits.length() < PhoneAuthority.MOST_DIGITS) {
                    digits.append((char) ('0' + random.nextInt(10)));
                }
                same(PhoneAuthority.national(region), region, digits.toString());
            }
        }
    }

    @Test
    void aRegionThatDoesNotExistIsRefused() {
        assertThatThrownBy(() -> PhoneAuthority.national("XQ"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ISO 3166-1");
    }

    private static void same(PhoneAuthority authority, String region, String digits) {
        long number = Long.parseLong("1" + digits);
        assertThat(authority.judge(number)).as(region + " " + digits).isEqualTo(authority.ask(number));
    }

    private static List<String> seeds(String region) {
        List<String> seeds = new ArrayList<>(List.of("123456789"));
        for (PhoneNumberType type : PhoneNumberType.values()) {
            PhoneNumber example = NUMBERS.getExampleNumberForType(region, type);
            if (example != null) {
                seeds.add(NUMBERS.getNationalSignificantNumber(example));
                seeds.add(NUMBERS.format(example, PhoneNumberFormat.NATIONAL).replaceAll("\\D", ""));
            }
        }
        return seeds;
    }

    private static String mutated(String seed, String code, Random random) {
        StringBuilder number = new StringBuilder(seed);
        for (int k = random.nextInt(4); k > 0 && !number.isEmpty(); k--) {
            int at = random.nextInt(number.length());
            char digit = (char) ('0' + random.nextInt(10));
            switch (random.nextInt(5)) {
                case 0 -> number.setCharAt(at, digit);
                case 1 -> number.insert(at, digit);
                case 2 -> number.deleteCharAt(at);
                case 3 -> number.insert(0, '0');
                default -> number.insert(0, code);
            }
        }
        return number.toString();
    }
}
