package io.muster.operations;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What an expression for Prometheus names. */
final class PromQl {
    private static final Pattern ASIDE = Pattern.compile(
            "\"[^\"]*\"|\\{[^}]*}|\\[[^]]*]|\\b(by|without|on|ignoring|group_left|group_right)\\s*\\([^)]*\\)");
    private static final Pattern NAME = Pattern.compile("(?<![\\w:.])[a-zA-Z_:][\\w:]*(?!\\s*\\(|[\\w:])");
    private static final Pattern SELECTOR = Pattern.compile("([a-zA-Z_:][\\w:]*)\\{([^}]*)}");
    private static final Pattern LABEL = Pattern.compile("(\\w+)\\s*(?:=~|!~|!=|=)\\s*\"([^\"]*)\"");
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

    /** A metric and what its labels are compared with: {@code name{label=~"this|that"}}. */
    record Selector(String metric, Map<String, String> labels) {}

    static List<Selector> selectors(String expression) {
        return SELECTOR.matcher(expression)
                .results()
                .map(selector -> new Selector(
                        selector.group(1),
                        LABEL.matcher(selector.group(2))
                                .results()
                                .collect(Collectors.toMap(label -> label.group(1), label -> label.group(2)))))
                .toList();
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
