package io.chatguard.redact.internal.phone;

import io.chatguard.redact.internal.engine.DataFile;
import io.chatguard.redact.internal.phone.PhoneAuthority.Standing;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The numbering plans of all regions ({@code plans.txt}), and what they say of digits: the same as libphonenumber, from
 * whose metadata they are made, without its objects and regular expressions.
 *
 * <p>A plan is compiled when the first number of its region is judged. Nothing is remembered of a number.
 */
final class NumberPlans {
    /** Digits are packed four bits each. */
    static final int MOST_DIGITS = 16;

    private static final int CODES = 1000;

    private static final int MOST_PLANS = 512;

    private final String text = DataFile.text(NumberPlans.class, "plans.txt");
    private final int[] lines = new int[MOST_PLANS];
    private final AtomicReferenceArray<@Nullable NumberPlan> plans = new AtomicReferenceArray<>(MOST_PLANS);
    private final Map<String, Integer> byRegion = new HashMap<>();

    /** First line of a code, and how many it has. */
    private final short[] first = new short[CODES];

    private final byte[] count = new byte[CODES];

    private static final NumberPlans SHIPPED = new NumberPlans();

    private NumberPlans() {
        int plan = 0;
        for (int line = 0; line < text.length(); line = text.indexOf('\n', line) + 1) {
            if (text.charAt(line) == '#') {
                continue;
            }
            int semicolon = text.indexOf(';', line);
            int code = Integer.parseInt(text, line, semicolon, 10);
            String region = text.substring(semicolon + 1, text.indexOf(';', semicolon + 1));
            if (count[code]++ == 0) {
                first[code] = (short) plan;
            }
            if (!region.equals("001")) {
                byRegion.put(region, plan);
            }
            lines[plan++] = line;
        }
    }

    static NumberPlans shipped() {
        return SHIPPED;
    }

    /** The number of a region for {@link #national}, or -1. */
    int region(String region) {
        return byRegion.getOrDefault(region, -1);
    }

    private NumberPlan plan(int index) {
        NumberPlan plan = plans.get(index);
        if (plan == null) {
            plan = NumberPlan.of(text.substring(lines[index], text.indexOf('\n', lines[index])));
            plans.set(index, plan);
        }
        return plan;
    }

    /** What digits are that start with a country calling code; null where the plans do not decide. */
    @Nullable
    Standing international(long digits, int length) {
        return international(digits, length, -1);
    }

    private @Nullable Standing international(long digits, int length, int region) {
        if (length <= 2 || head(digits, length, 1) == 0) {
            return Standing.IMPOSSIBLE;
        }
        for (int size = 1; size <= 3 && size < length; size++) {
            int code = head(digits, length, size);
            if (count[code] > 0) {
                int own = region >= 0 && plan(region).code() == code ? region : -1;
                return judge(plan(first[code]), tail(digits, length, size), length - size, own);
            }
        }
        return Standing.IMPOSSIBLE;
    }

    /** What digits are as they are dialled in a region; null where the plans do not decide. */
    @Nullable
    Standing national(int region, long digits, int length) {
        NumberPlan plan = plan(region);
        if (plan.abroad().starts(digits, length)) {
            int left = length - plan.abroad().length();
            if (!plan.abroad().literal()) {
                return null;
            }
            if (left == 0 || head(tail(digits, left), left, 1) != 0) {
                return international(tail(digits, left), left, region);
            }
        }
        int size = plan.code() < 10 ? 1 : plan.code() < 100 ? 2 : 3;
        if (length > size && head(digits, length, size) == plan.code()) {
            long bare = tail(digits, length, size);
            int stripped = strip(plan, bare, length - size);
            if (stripped < 0) {
                return null;
            }
            boolean code = !plan.general().pattern().matches(digits, length)
                    && plan.general().pattern().matches(tail(bare, stripped), stripped);
            if (code || plan.measure(length) == NumberPlan.Length.LONG) {
                return judge(plan(first[plan.code()]), tail(bare, stripped), stripped, region);
            }
        }
        return judge(plan, digits, length, region);
    }

    /**
     * The same of seventeen digits, the first of them apart: no number is that long; null where digits may go that are
     * dialled before one.
     */
    @Nullable
    Standing national(int region, int leading, long rest) {
        NumberPlan plan = plan(region);
        long start = (long) leading << 4 * (MOST_DIGITS - 1) | rest >>> 4;
        int size = plan.code() < 10 ? 1 : plan.code() < 100 ? 2 : 3;
        if (plan.abroad().starts(start, MOST_DIGITS)
                || plan.prefix().starts(start, MOST_DIGITS)
                || head(start, MOST_DIGITS, size) == plan.code()
                || !isTooLong(plan.code(), MOST_DIGITS + 1)) {
            return null;
        }
        return Standing.IMPOSSIBLE;
    }

    /** Whether no number of a code has that many digits or more. */
    private boolean isTooLong(int code, int length) {
        for (int i = first[code]; i < first[code] + count[code]; i++) {
            if (plan(i).measure(length) != NumberPlan.Length.LONG) {
                return false;
            }
        }
        return true;
    }

    /** Judges what follows the country calling code, by the plan whose prefix may stand before it. */
    private @Nullable Standing judge(NumberPlan plan, long digits, int length, int region) {
        if (length < 2) {
            return Standing.IMPOSSIBLE;
        }
        int stripped = strip(plan, digits, length);
        if (stripped < 0) {
            return null;
        }
        NumberPlan.Length fit = plan.measure(stripped);
        boolean prefix = fit == NumberPlan.Length.FITS || fit == NumberPlan.Length.LONG;
        int left = prefix ? stripped : length;
        if (left < 2) {
            return Standing.IMPOSSIBLE;
        }
        long number = tail(digits, left);
        if ((region >= 0 && plan(region).isValid(number, left)) || isValid(plan.code(), number, left)) {
            return Standing.VALID;
        }
        NumberPlan.Length main = plan(first[plan.code()]).measure(left);
        boolean possible = main == NumberPlan.Length.FITS || main == NumberPlan.Length.LOCAL;
        return possible ? Standing.POSSIBLE : Standing.IMPOSSIBLE;
    }

    /** Whether the number is valid in the region of its code that it belongs to. */
    private boolean isValid(int code, long digits, int length) {
        int from = first[code];
        if (count[code] == 1) {
            return plan(from).isValid(digits, length);
        }
        for (int i = from; i < from + count[code]; i++) {
            NumberPlan plan = plan(i);
            if (plan.leading().named()) {
                if (plan.leading().pattern().startsIn(digits, length)) {
                    return plan.isValid(digits, length);
                }
            } else if (plan.isValid(digits, length)) {
                return true;
            }
        }
        return false;
    }

    /** How many digits are left behind the region's prefix, or -1 where its pattern might rewrite them. */
    private static int strip(NumberPlan plan, long digits, int length) {
        NumberPlan.Prefix prefix = plan.prefix();
        if (!prefix.starts(digits, length)) {
            return length;
        }
        if (!prefix.literal()) {
            return -1;
        }
        int left = length - prefix.length();
        DigitPattern general = plan.general().pattern();
        boolean spoils = general.matches(digits, length) && !general.matches(tail(digits, left), left);
        return spoils ? length : left;
    }

    /** The first {@code size} digits, at most three. */
    private static int head(long digits, int length, int size) {
        long head = digits >>> 4 * (length - size);
        return (int) ((head >> 8 & 15) * 100 + (head >> 4 & 15) * 10 + (head & 15));
    }

    private static long tail(long digits, int length, int size) {
        return tail(digits, length - size);
    }

    /** The last {@code left} digits. */
    private static long tail(long digits, int left) {
        return left >= MOST_DIGITS ? digits : digits & (1L << 4 * left) - 1;
    }
}
