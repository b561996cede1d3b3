package io.muster.people;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

import io.muster.event.Blanks;

/** Text without case and accents, for comparisons. */
final class Folding {
    private static final Pattern MARKS = Pattern.compile("\\p{Mn}+");
    private static final Pattern APOSTROPHES = Pattern.compile("[\\u2018\\u2019\\u02BC\\u00B4`]");
    private static final Pattern HYPHENS = Pattern.compile("[\\u2010-\\u2015\\u2212]");

    /** Letters that people type without their mark, though Unicode does not take them apart. */
    private static final Map<Integer, String> LETTERS = Map.ofEntries(
            Map.entry((int) '\u00DF', "ss"),
            Map.entry((int) '\u00E6', "ae"),
            Map.entry((int) '\u0153', "oe"),
            Map.entry((int) '\u00F8', "o"),
            Map.entry((int) '\u0142', "l"),
            Map.entry((int) '\u0111', "d"),
            Map.entry((int) '\u00F0', "d"),
            Map.entry((int) '\u00FE', "th"),
            Map.entry((int) '\u0131', "i"),
            Map.entry((int) '\u0127', "h"));

    private Folding() {}

    /** In lower case, without accents, with one space for each run of white space. */
    static String of(String text) {
        String apart = Normalizer.normalize(Blanks.seen(text), Normalizer.Form.NFKD);
        String bare = MARKS.matcher(apart).replaceAll("").toLowerCase(Locale.ROOT);
        String plain =
                HYPHENS.matcher(APOSTROPHES.matcher(bare).replaceAll("'")).replaceAll("-");
        StringBuilder folded = new StringBuilder(plain.length());
        plain.codePoints().forEach(letter -> {
            String instead = LETTERS.get(letter);
            if (instead == null) {
                folded.appendCodePoint(letter);
            } else {
                folded.append(instead);
            }
        });
        // Lower-casing may set a mark apart again.
        return Normalizer.normalize(MARKS.matcher(folded).replaceAll(""), Normalizer.Form.NFC);
    }
}
