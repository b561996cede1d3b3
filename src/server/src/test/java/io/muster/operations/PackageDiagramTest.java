package io.muster.operations;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code docs/packages.md} shows the packages as they are compiled; with {@code -Dpackages.write=true} it is written anew. */
class PackageDiagramTest {
    private static final Path DOCUMENT = Repository.file("docs/packages.md");
    private static final String BEGIN = "<!-- generated -->\n";
    private static final Pattern PACKAGE = Pattern.compile("(?m)^package ([\\w.]+);");
    private static final Pattern FIRST_SENTENCE = Pattern.compile("/\\*\\*[\\s*]*([\\s\\S]*?[.])(?:\\s|\\*/)");

    @Test
    void theDocumentShowsThePackages() throws IOException {
        String text = Yaml.text(DOCUMENT);
        String head = text.substring(0, text.indexOf(BEGIN) + BEGIN.length());
        String expected = head + PackageDiagram.of(service()).markdown(purposes());
        if (Boolean.getBoolean("packages.write")) {
            Files.writeString(DOCUMENT, expected);
        }

        assertThat(Yaml.text(DOCUMENT))
                .as("write it anew with -Dpackages.write=true")
                .isEqualTo(expected);
    }

    @Test
    void dependenciesAreFound() {
        String shown = PackageDiagram.of(service()).markdown(Map.of());

        assertThat(shown).contains("    api --> ").contains("| `event` |");
        assertThat(shown.lines().filter(line -> line.startsWith("| `api.respond`")))
                .singleElement()
                .asString()
                .contains("`respond`", "`event`");
    }

    /** A package that has more is two. */
    @Test
    void noPackageHasMoreThanThirtyFiles() {
        Map<String, Long> files = Repository.files(".java").stream()
                .map(Repository::name)
                .filter(name -> name.contains("/src/main/java/") && !name.endsWith("/package-info.java"))
                .collect(Collectors.groupingBy(
                        name -> name.substring(0, name.lastIndexOf('/')), TreeMap::new, Collectors.counting()));

        assertThat(files)
                .hasSizeGreaterThan(30)
                .allSatisfy((name, count) -> assertThat(count).as(name).isLessThanOrEqualTo(30));
    }

    private static List<JavaClass> service() {
        return new ClassFileImporter()
                .importPath("target/classes").stream()
                        .filter(type -> type.getPackageName().startsWith("io.muster"))
                        .filter(type -> !type.getPackageName().startsWith("io.muster.embedded"))
                        .filter(type -> !type.getSimpleName().equals("package-info"))
                        .toList();
    }

    /** The first sentence of each package's Javadoc. */
    private static Map<String, String> purposes() {
        Map<String, String> purposes = new TreeMap<>();
        for (Path file : Repository.files("/package-info.java")) {
            if (Repository.name(file).contains("/main/java/")) {
                String source = Yaml.text(file);
                Matcher name = PACKAGE.matcher(source);
                Matcher sentence = FIRST_SENTENCE.matcher(source);
                if (name.find() && sentence.find()) {
                    purposes.put(name.group(1), plain(sentence.group(1)));
                }
            }
        }
        return purposes;
    }

    private static String plain(String javadoc) {
        return javadoc.replaceAll("\\n\\s*\\* ?", " ")
                .replaceAll("\\{@(?:link|code) ([^}]*)}", "`$1`")
                .strip();
    }
}
