package io.muster.people;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The words by which a member is found, and the words somebody searches for. A member is found by each word searched for that
 * begins one of the member's words.
 */
public final class SearchWords {
    /**
     * How many code points the starts of a word have that are in the index. Of what is typed the longest of them is searched for, and the rest is
     * compared with what that finds. Many telephone numbers begin alike, and so do e-mail addresses of people of one name: the longer ones
     * leave few of them to compare with.
     */
    private static final int[] STARTS = {1, 2, 3, 4, 5, 6, 8, 10, 14, 20, 30};

    /** The most words that are searched for. */
    public static final int MAX_QUERY_WORDS = 8;

    /** The longest word: beyond, nobody types. */
    private static final int MAX_WORD = 64;

    private static final Pattern SPACE = Pattern.compile(" ");
    private static final Pattern PUNCTUATION = Pattern.compile("[^\\p{L}\\p{M}\\p{N}]+");
    private static final Pattern OUTER_PUNCTUATION = Pattern.compile("^[^\\p{L}\\p{M}\\p{N}]+|[^\\p{L}\\p{M}\\p{N}]+$");
    private static final Pattern PHONE_PART = Pattern.compile("[+0-9()./\\-]*[0-9][+0-9()./\\-]*");

    private SearchWords() {}

    /** All words of a member: of the name, the e-mail address, and the phone number from each of its groups on. */
    public static Set<String> of(Member member) {
        Set<String> words = new TreeSet<>();
        SPACE.splitAsStream(Folding.of(member.name()))
                .flatMap(SearchWords::namePart)
                .forEach(words::add);
        member.email().map(Folding::of).map(SearchWords::bare).ifPresent(words::add);
        member.phone().map(PhoneDigits::words).ifPresent(words::addAll);
        words.remove("");
        return words;
    }

    /** {@code anna-lena} as it is written, its parts, and its letters alone. */
    private static Stream<String> namePart(String part) {
        String whole = bare(part);
        return Stream.concat(
                        Stream.of(whole, PUNCTUATION.matcher(whole).replaceAll("")), PUNCTUATION.splitAsStream(whole))
                .map(SearchWords::cut);
    }

    /** The starts of words that are in the index. */
    public static Set<String> starts(Set<String> words) {
        Set<String> starts = new TreeSet<>();
        for (String word : words) {
            int length = word.codePointCount(0, word.length());
            for (int count : STARTS) {
                if (count <= length) {
                    starts.add(word.substring(0, word.offsetByCodePoints(0, count)));
                }
            }
        }
        return starts;
    }

    /** The longest start of a word that is in the index; the word itself if it is one. */
    public static String start(String word) {
        int length = word.codePointCount(0, word.length());
        int longest =
                IntStream.of(STARTS).filter(count -> count <= length).max().orElse(0);
        return word.substring(0, word.offsetByCodePoints(0, longest));
    }

    /** The words of a search, the longest first; none where it has nothing that can be found. */
    public static List<String> query(String text) {
        Set<String> words = new LinkedHashSet<>();
        SPACE.splitAsStream(Folding.of(text)).map(SearchWords::queryWord).forEach(words::add);
        words.remove("");
        return words.stream()
                .sorted((one, other) -> Integer.compare(other.length(), one.length()))
                .toList();
    }

    private static String queryWord(String word) {
        return PHONE_PART.matcher(word).matches() ? cut(PhoneDigits.significant(word)) : bare(word);
    }

    private static String bare(String word) {
        return cut(OUTER_PUNCTUATION.matcher(word).replaceAll(""));
    }

    /** The name as lists are ordered by it. */
    public static String order(String name) {
        return cut(Folding.of(name));
    }

    private static String cut(String word) {
        return word.codePointCount(0, word.length()) <= MAX_WORD
                ? word
                : word.substring(0, word.offsetByCodePoints(0, MAX_WORD));
    }
}
