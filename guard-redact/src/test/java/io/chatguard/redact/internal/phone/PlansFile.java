package io.chatguard.redact.internal.phone;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.Phonemetadata.PhoneMetadata;
import com.google.i18n.phonenumbers.Phonemetadata.PhoneNumberDesc;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The lines of {@code plans.txt}, made from the metadata of the libphonenumber on the class path. */
final class PlansFile {
    private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();

    private PlansFile() {}

    static List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (int code : new TreeSet<>(NUMBERS.getSupportedCallingCodes())) {
            for (String region : NUMBERS.getRegionCodesForCountryCode(code)) {
                lines.add(line(code, region));
            }
        }
        return lines;
    }

    private static String line(int code, String region) {
        PhoneMetadata plan = metadata(code, region);
        List<String> columns = new ArrayList<>(List.of(
                Integer.toString(code),
                region,
                list(plan.getGeneralDesc().getPossibleLengthList()),
                list(plan.getGeneralDesc().getPossibleLengthLocalOnlyList()),
                plan.getNationalPrefixForParsing(),
                plan.getNationalPrefixTransformRule(),
                plan.getInternationalPrefix(),
                plan.getLeadingDigits(),
                plan.getGeneralDesc().getNationalNumberPattern()));
        for (PhoneNumberDesc kind : List.of(
                plan.getFixedLine(),
                plan.getMobile(),
                plan.getTollFree(),
                plan.getPremiumRate(),
                plan.getSharedCost(),
                plan.getVoip(),
                plan.getPersonalNumber(),
                plan.getPager(),
                plan.getUan(),
                plan.getVoicemail())) {
            String pattern = kind.getNationalNumberPattern();
            boolean none =
                    pattern.isEmpty() || list(kind.getPossibleLengthList()).equals("-1");
            String column = kind.getPossibleLengthList().isEmpty()
                    ? pattern
                    : pattern + "@" + list(kind.getPossibleLengthList());
            if (!none && !columns.subList(9, columns.size()).contains(column)) {
                columns.add(column);
            }
        }
        return String.join(";", columns);
    }

    private static String list(List<Integer> lengths) {
        return lengths.stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    private static PhoneMetadata metadata(int code, String region) {
        boolean nowhere = region.equals("001");
        try {
            Method method = nowhere
                    ? PhoneNumberUtil.class.getDeclaredMethod("getMetadataForNonGeographicalRegion", int.class)
                    : PhoneNumberUtil.class.getDeclaredMethod("getMetadataForRegion", String.class);
            method.setAccessible(true);
            return (PhoneMetadata) (nowhere ? method.invoke(NUMBERS, code) : method.invoke(NUMBERS, region));
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }
}
