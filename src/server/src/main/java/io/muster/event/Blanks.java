package io.muster.event;

import java.util.regex.Pattern;

/**
 * What people see as blank, by Unicode's properties: {@code White_Space}, {@code Cf} (format) and
 * {@code Default_Ignorable_Code_Point}. The pages go by the same properties.
 */
public final class Blanks {
    /**
     * {@code Default_Ignorable_Code_Point} of Unicode's {@code DerivedCoreProperties.txt}, as far as it is not {@code Cf}: Java's
     * patterns do not have the property. Unassigned code points of its ranges are in it as well.
     */
    private static final String IGNORABLE = "\\u034F\\u115F\\u1160\\u17B4\\u17B5\\u180B-\\u180F\\u2065\\u3164"
            + "\\uFE00-\\uFE0F\\uFFA0\\uFFF0-\\uFFF8\\x{E0000}-\\x{E0FFF}";

    private static final String BLANK = "[\\p{IsWhite_Space}\\p{Cf}" + IGNORABLE + "]";

    private static final Pattern UNSEEN = Pattern.compile("[\\p{Cf}" + IGNORABLE + "]+");

    private static final Pattern AT_THE_START = Pattern.compile("^" + BLANK + "+");
    private static final Pattern ALL = Pattern.compile(BLANK + "*");
    private static final Pattern LAST = Pattern.compile(BLANK);
    private static final Pattern GAP = Pattern.compile("\\p{IsWhite_Space}+");

    private Blanks() {}

    /** Whether there is nothing to be seen. */
    public static boolean isBlank(String text) {
        return ALL.matcher(text).matches();
    }

    /** The text without what is blank at its ends. */
    public static String strip(String text) {
        String begun = AT_THE_START.matcher(text).replaceFirst("");
        int end = begun.length();
        while (end > 0) {
            int start = begun.offsetByCodePoints(end, -1);
            if (!LAST.matcher(begun.substring(start, end)).matches()) {
                break;
            }
            end = start;
        }
        return begun.substring(0, end);
    }

    /** The text as it is seen: stripped, one space for each run of white space in it, and nothing that takes no room. */
    public static String seen(String text) {
        return strip(GAP.matcher(UNSEEN.matcher(text).replaceAll("")).replaceAll(" "));
    }
}
