package io.muster.operations;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The documents name what is there: files, headings, tests, classes. */
class DocumentsTest {
    private static final Path THREATS = Path.of("docs/threat-model.md");
    private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");
    private static final Pattern TEST = Pattern.compile("`([A-Z]\\w+(?:Test|IT))`");
    private static final Pattern CLASS = Pattern.compile("`(io\\.muster(?:\\.[a-z]+)*\\.[A-Z]\\w+)`");

    static Stream<Path> documents() {
        return Stream.of(
                        Stream.of(Path.of("README.md"), Path.of("k8s/README.md")),
                        Manifests.files(Path.of("docs"), ".md"))
                .flatMap(it -> it);
    }

    @ParameterizedTest
    @MethodSource("documents")
    void linksLeadSomewhere(Path document) {
        for (String link : found(LINK, document)) {
            if (link.startsWith("http")) {
                continue;
            }
            String[] parts = link.split("#", 2);
            Path target = parts[0].isEmpty()
                    ? document
                    : document.resolveSibling(parts[0]).normalize();
            assertThat(target).as(document + ": " + link).exists();
            if (parts.length == 2) {
                assertThat(anchors(target)).as(document + ": " + link).contains(parts[1]);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("documents")
    void testsAndClassesThatAreNamedExist(Path document) {
        Set<String> tests = names(Path.of("src/test/java"));

        assertThat(tests).containsAll(found(TEST, document));
        for (String name : found(CLASS, document)) {
            String file = name.replace('.', '/') + ".java";
            assertThat(Stream.of(
                                    "src/main/java",
                                    "src/test/java",
                                    "src/bench/java",
                                    "load/src/history/java",
                                    "load/src/main/java")
                            .map(root -> Path.of(root, file)))
                    .as(document + ": " + name)
                    .anyMatch(Files::exists);
        }
    }

    /** A defence is shown by a test, or the table says that none shows it. */
    @Test
    void everyDefenceSaysWhatShowsIt() {
        Set<String> rows = Yaml.text(THREATS)
                .lines()
                .dropWhile(line -> !line.startsWith("## What somebody tries"))
                .filter(line -> line.startsWith("| ") && !line.startsWith("| attempt") && !line.startsWith("| ---"))
                .collect(Collectors.toSet());

        assertThat(rows).hasSizeGreaterThan(30).allSatisfy(row -> {
            String[] cells = row.split("\\|");
            assertThat(cells).hasSize(4);
            assertThat(TEST.matcher(cells[3]).find() || cells[3].contains("none yet"))
                    .as(row)
                    .isTrue();
        });
    }

    private static Set<String> found(Pattern pattern, Path document) {
        Set<String> found = new TreeSet<>();
        Matcher matcher = pattern.matcher(Yaml.text(document));
        while (matcher.find()) {
            found.add(matcher.group(1));
        }
        return found;
    }

    private static Set<String> anchors(Path document) {
        return Yaml.text(document)
                .lines()
                .filter(line -> line.startsWith("#"))
                .map(line -> line.replaceFirst("#+ ", "").toLowerCase(Locale.ROOT))
                .map(heading -> heading.replaceAll("[^\\w -]", "").replace(' ', '-'))
                .collect(Collectors.toSet());
    }

    private static Set<String> names(Path sources) {
        return Manifests.files(sources, ".java")
                .map(file -> file.getFileName().toString().replace(".java", ""))
                .collect(Collectors.toSet());
    }
}
