package io.muster.operations;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What the documents and the Javadoc name exists: files, headings, anchors, tests, classes. */
class DocumentsTest {
    private static final Path THREATS = Repository.file("docs/threat-model.md");
    private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");
    private static final Pattern TEST = Pattern.compile("`([A-Z]\\w+(?:Test|IT))`");
    private static final Pattern TEST_OF_PAGES = Pattern.compile("`([a-z][\\w-]*\\.test\\.js)`");
    private static final Pattern CLASS = Pattern.compile("`(io\\.muster(?:\\.[a-z]+)*\\.[A-Z]\\w+)`");
    private static final Pattern CLASS_OF_SERVER = Pattern.compile("`([A-Z]\\w*[a-z]\\w*)(?:\\.[\\w.]+(?:\\(\\))?)?`");
    private static final Pattern CODE = Pattern.compile("(?m)^\\s*```[\\s\\S]*?^\\s*```\\s*$");
    private static final Pattern ANCHOR = Pattern.compile("<a id=\"([^\"]+)\"></a>");
    private static final Pattern CONTRACT = Pattern.compile("\\b[Tt]he contract\\b");
    private static final Pattern NUMBERED = Pattern.compile("\\bdocs/[\\w/-]+\\.md\\S* section \\d");
    private static final Pattern LINK_IN_JAVA = Pattern.compile("\\b(docs/[\\w/-]+\\.md)(?:#([\\w-]+))?");

    static List<Path> documents() {
        return Repository.files(".md");
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
    void anchorsAreUnique(Path document) {
        assertThat(anchors(document)).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("documents")
    void testsAndClassesThatAreNamedExist(Path document) {
        List<String> sources =
                Repository.files(".java").stream().map(Repository::name).toList();
        Set<String> simpleNames = sources.stream()
                .map(name -> name.substring(name.lastIndexOf('/') + 1).replace(".java", ""))
                .collect(Collectors.toSet());

        assertThat(simpleNames).containsAll(found(TEST, document));
        assertThat(Repository.files(".test.js").stream()
                        .map(file -> file.getFileName().toString()))
                .containsAll(found(TEST_OF_PAGES, document));
        for (String name : found(CLASS, document)) {
            String file = "/java/" + name.replace('.', '/') + ".java";
            assertThat(sources).as(document + ": " + name).anyMatch(source -> source.endsWith(file));
        }
    }

    /** The sections that go from class to class name none that is gone. */
    @ParameterizedTest
    @ValueSource(
            strings = {"A walk of one accept", "How a list is read", "One fold, one roster", "Where a change goes"})
    void classesOfTheDesignExist(String section) {
        Set<String> classes = Repository.files(".java").stream()
                .map(Repository::name)
                .filter(name -> name.startsWith("src/server/src/"))
                .map(name -> name.substring(name.lastIndexOf('/') + 1).replace(".java", ""))
                .collect(Collectors.toSet());
        String text = Yaml.text(Repository.file("docs/design.md"))
                .lines()
                .dropWhile(line -> !line.equals("## " + section))
                .skip(1)
                .takeWhile(line -> !line.startsWith("## "))
                .collect(Collectors.joining("\n"));

        assertThat(CLASS_OF_SERVER.matcher(text).results().map(name -> name.group(1)))
                .hasSizeGreaterThan(10)
                .isSubsetOf(classes);
    }

    /** Whoever reads "the contract" in a comment is led to the rule that is meant. */
    @Test
    void whatQuotesTheContractLinksToIt() {
        List<Comment> quotes = comments()
                .filter(comment -> CONTRACT.matcher(comment.text()).find())
                .toList();

        assertThat(quotes)
                .hasSizeGreaterThan(30)
                .allSatisfy(quote -> assertThat(quote.text()).as(quote.file()).contains("docs/api.md#"));
    }

    /** The contract has anchors and no numbers. */
    @Test
    void linksOfCommentsNameNoSections() {
        assertThat(comments().filter(comment -> NUMBERED.matcher(comment.text()).find()))
                .isEmpty();
    }

    @Test
    void linksOfCommentsLeadSomewhere() {
        List<Comment> linking = comments()
                .filter(comment -> LINK_IN_JAVA.matcher(comment.text()).find())
                .toList();

        assertThat(linking)
                .hasSizeGreaterThan(30)
                .allSatisfy(comment -> LINK_IN_JAVA
                        .matcher(comment.text())
                        .results()
                        .forEach(link -> leadsSomewhere(comment.file(), link)));
    }

    /** A defence is shown by a test, or the table says that none shows it. */
    @Test
    void everyDefenceSaysWhatShowsIt() {
        Set<String> rows = Yaml.text(THREATS)
                .lines()
                .dropWhile(line -> !line.startsWith("## Attempts"))
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

    /** A line between rows ends the table: what follows is shown to nobody as a row. */
    @Test
    void everyAttemptStandsInATable() {
        List<String> lines = Yaml.text(THREATS)
                .lines()
                .dropWhile(line -> !line.startsWith("## Attempts"))
                .toList();

        for (int i = 1; i < lines.size(); i++) {
            if (lines.get(i).startsWith("|") && !lines.get(i - 1).startsWith("|")) {
                assertThat(lines.get(i)).startsWith("| attempt ");
            }
        }
    }

    private record Comment(String file, String text) {}

    private static Stream<Comment> comments() {
        return Repository.files(".java").stream()
                .filter(file -> !file.getFileName().toString().equals("DocumentsTest.java"))
                .flatMap(file -> JavaComments.of(Yaml.text(file)).stream()
                        .map(comment -> new Comment(Repository.name(file), comment)));
    }

    private static void leadsSomewhere(String file, MatchResult link) {
        Path target = Repository.file(link.group(1));
        assertThat(target).as(file).exists();
        if (link.group(2) != null) {
            assertThat(anchors(target)).as(file).contains(link.group(2));
        }
    }

    private static Set<String> found(Pattern pattern, Path document) {
        Set<String> found = new TreeSet<>();
        Matcher matcher = pattern.matcher(Yaml.text(document));
        while (matcher.find()) {
            found.add(matcher.group(1));
        }
        return found;
    }

    /** Those of headings, as GitHub makes them, and those that are written out. */
    private static List<String> anchors(Path document) {
        String text = CODE.matcher(Yaml.text(document)).replaceAll("");
        Stream<String> ofHeadings = text.lines()
                .filter(line -> line.startsWith("#"))
                .map(line -> line.replaceFirst("#+ ", "").toLowerCase(Locale.ROOT))
                .map(heading -> heading.replaceAll("[^\\w -]", "").replace(' ', '-'));
        Stream<String> written = ANCHOR.matcher(text).results().map(match -> match.group(1));
        return Stream.concat(ofHeadings, written).toList();
    }
}
