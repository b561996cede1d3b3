package io.muster.people;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Pattern;

/** The digits of a phone number, however it is written. */
public final class PhoneDigits {
    private static final Pattern WRITTEN = Pattern.compile("\\+?[0-9 ()./\\-\\u00A0]{2,39}");
    private static final Pattern NO_DIGITS = Pattern.compile("[^0-9]+");
    private static final int FEWEST = 3;
    private static final int MOST = 20;

    /** The prefix for calls within a country, as it is written behind a country code. */
    private static final String TRUNK_PREFIX = "(0)";

    /** Country codes have so many digits at most. */
    private static final int LONGEST_COUNTRY_CODE = 3;

    private PhoneDigits() {}

    /** Whether it is a number of 3 to 20 digits with a leading plus, blanks, brackets, dots, slashes and hyphens at most. */
    public static boolean isPhone(String text) {
        int digits = digits(text).length();
        return WRITTEN.matcher(text).matches() && digits >= FEWEST && digits <= MOST;
    }

    /** By what two numbers are compared: their digits, international ones with a plus. */
    public static String key(String phone) {
        String digits = digits(withoutTrunkPrefix(phone));
        if (digits.startsWith("00")) {
            return "+" + digits.substring(2);
        }
        return phone.startsWith("+") ? "+" + digits : digits;
    }

    /** The digits without leading zeros: a number is searched with and without the prefix for calls within a country. */
    static String significant(String text) {
        return digits(text).replaceFirst("^0+", "");
    }

    /**
     * The number from each place on where somebody may begin to type it: its groups as they are written, and behind a country
     * code that is not set apart.
     */
    static Set<String> words(String phone) {
        Set<String> words = new LinkedHashSet<>();
        String[] groups = NO_DIGITS.split(withoutTrunkPrefix(phone).replaceFirst("^[^0-9]+", ""));
        StringBuilder rest = new StringBuilder();
        for (int i = groups.length - 1; i >= 0; i--) {
            rest.insert(0, groups[i]);
            words.add(significant(rest.toString()));
        }
        String key = key(phone);
        if (key.startsWith("+") && groups[0].length() > LONGEST_COUNTRY_CODE) {
            for (int from = 1; from <= LONGEST_COUNTRY_CODE && from + 1 < key.length(); from++) {
                words.add(significant(key.substring(from + 1)));
            }
        }
        words.remove("");
        return words;
    }

    private static String withoutTrunkPrefix(String phone) {
        return phone.startsWith("+") || phone.startsWith("00") ? phone.replace(TRUNK_PREFIX, " ") : phone;
    }

    private static String digits(String text) {
        return NO_DIGITS.matcher(text).replaceAll("");
    }
}
