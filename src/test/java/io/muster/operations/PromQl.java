package io.muster.operations;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What an expression for Prometheus names. */
final class PromQl {
    private static final Pattern ASIDE = Pattern.compile(
            "\"[^\"]*\"|\\{[^}]*}|\\[[^]]*]|\\b(by|without|on|ignoring|group_left|group_right)\\s*\\([^)]*\\)");
    private static final Pattern NAME = Pattern.compile("(?<![\\w:.])[a-zA-Z_:][\\w:]*(?!\\s*\\(|[\\w:])");
    private static final Set<String> WORDS = Set.of("and", "or", "unless", "bool", "offset", "inf", "nan");

    private PromQl() {}

    /** The names of its metrics, as they are scraped. */
    static Set<String> metrics(String expression) {
        String bare = ASIDE.matcher(expression.replaceAll("\"[^\"]*\"", "")).replaceAll(" ");
        Set<String> names = new TreeSet<>();
        Matcher matcher = NAME.matcher(bare);
        while (matcher.find()) {
            names.add(matcher.group());
        }
        names.removeAll(WORDS);
        return names;
    }

    /** The values that a label is compared with, alternatives one by one. */
    static Set<String> values(String expression, String label) {
        Set<String> values = new TreeSet<>();
        Matcher matcher = Pattern.compile("\\b" + label + "=~?\"([^\"]*)\"").matcher(expression);
        while (matcher.find()) {
            values.addAll(Set.of(matcher.group(1).split("\\|")));
        }
        return values;
    }
}
