package io.muster.api.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What browsers have learned since Safari 15.4 and Firefox 115, by MDN's data ({@code .ci/newer-features.mjs}), and where it is used. */
final class NewerFeatures {
    private static final Map<String, Pattern> IN_SCRIPT = Map.of(
            "member", Pattern.compile("\\.(\\w+)\\("),
            "global", Pattern.compile("(?:\\bnew |\\bglobalThis\\.)([A-Z]\\w+)"));
    private static final Map<String, Pattern> IN_STYLE = Map.of(
            "property", Pattern.compile("[{;]\\s*([a-z-]+)\\s*:"),
            "at-rule", Pattern.compile("@([a-z-]+)"),
            "selector", Pattern.compile("::?([a-z-]+)(?=[^;}]*\\{)"),
            "function", Pattern.compile("(?<![\\w-])([a-z-]+)\\("));

    private final Map<String, Set<String>> names;

    private NewerFeatures(Map<String, Set<String>> names) {
        this.names = names;
    }

    static NewerFeatures read() {
        try (InputStream list =
                Objects.requireNonNull(NewerFeatures.class.getResourceAsStream("/browsers/newer.txt"))) {
            return new NewerFeatures(new String(list.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split(" "))
                    .collect(Collectors.toMap(
                            words -> words[0],
                            words -> Arrays.stream(words).skip(1).collect(Collectors.toSet()))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @return names of members that are called, and of globals, as {@code member:name}; one that is looked for by {@code ?.(} is not among them */
    Set<String> inScript(String script) {
        return used(IN_SCRIPT, script);
    }

    /** @return as {@code property:name} */
    Set<String> inStyle(String style) {
        return used(IN_STYLE, style);
    }

    private Set<String> used(Map<String, Pattern> patterns, String text) {
        Set<String> used = new TreeSet<>();
        patterns.forEach((kind, pattern) -> {
            Set<String> newer = Objects.requireNonNull(names.get(kind));
            pattern.matcher(text)
                    .results()
                    .map(found -> found.group(1))
                    .filter(newer::contains)
                    .forEach(name -> used.add(kind + ":" + name));
        });
        return used;
    }
}
