package io.chatguard.redact.internal.match;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Unicode's general categories ({@code L}, {@code Lu}, {@code Nd}, …) as sets, by the platform's Unicode version. */
final class Categories {
    /** Names by {@link Character#getType(int)}; UAX #44, table 12. */
    private static final String[] NAMES = {
        "Cn", "Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Me", "Mc", "Nd", "Nl", "No", "", "Zs", "Zl", "Zp", "Cc", "Cf", "",
        "Co", "Cs", "Pd", "Ps", "Pe", "Pc", "Po", "Sm", "Sc", "Sk", "So", "Pi", "Pf"
    };

    private static final Map<String, CodePoints> READ = new ConcurrentHashMap<>();

    private Categories() {}

    /** The members of a category, the empty set if there is none of that name. */
    static CodePoints of(String name) {
        CodePoints known = READ.get(name);
        if (known != null) {
            return known;
        }
        boolean[] wanted = new boolean[NAMES.length];
        boolean any = false;
        for (int type = 0; type < NAMES.length; type++) {
            boolean whole = NAMES[type].equals(name);
            boolean group = name.length() == 1
                    && NAMES[type].startsWith(name.toUpperCase(Locale.ROOT))
                    && name.equals(name.toUpperCase(Locale.ROOT));
            wanted[type] = !name.isEmpty() && (whole || group);
            any |= wanted[type];
        }
        if (!any) {
            return CodePoints.NONE;
        }
        CodePoints read = read(wanted);
        READ.put(name, read);
        return read;
    }

    private static CodePoints read(boolean[] wanted) {
        int[] pairs = new int[64];
        int size = 0;
        int first = -1;
        for (int c = 0; c <= Character.MAX_CODE_POINT + 1; c++) {
            boolean in = c <= Character.MAX_CODE_POINT && wanted[Character.getType(c)];
            if (in && first < 0) {
                first = c;
            } else if (!in && first >= 0) {
                pairs = size + 2 <= pairs.length ? pairs : java.util.Arrays.copyOf(pairs, 2 * pairs.length);
                pairs[size++] = first;
                pairs[size++] = c - 1;
                first = -1;
            }
        }
        return CodePoints.ofRanges(pairs, size);
    }
}
