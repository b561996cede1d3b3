package io.muster.operations;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.ConfigMappingInterface.Property;
import io.smallrye.config.ConfigMappings;
import io.smallrye.config.ConfigMappings.ConfigClass;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What may be set is what the documents say may be set. */
class SettingsTest {
    private static final Path SETTINGS = Repository.file("docs/settings.md");
    private static final Pattern VARIABLE = Pattern.compile("`(MUSTER_[A-Z_]+)`");
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{(muster\\.[\\w.-]+)");
    private static final Pattern GROUP = Pattern.compile("\\| `(muster\\.[\\w.-]+\\.)\\*` \\|");

    private final Map<String, Optional<String>> declared = declared();
    private final Map<String, String> listed = listed();

    @Test
    void whatIsListedCanBeSet() {
        Set<String> known = new TreeSet<>();
        declared.keySet().forEach(name -> known.add(variable(name)));
        found(REFERENCE, Path.of("src/main/resources/application.properties"))
                .forEach(name -> known.add(variable(name)));

        assertThat(listed).hasSizeGreaterThan(15);
        assertThat(known).containsAll(listed.keySet());
    }

    @Test
    void whatCanBeSetIsListedOrItsGroupIs() {
        List<String> groups = found(GROUP, SETTINGS);

        assertThat(groups).hasSizeGreaterThan(5);
        assertThat(declared.keySet())
                .allSatisfy(name -> assertThat(listed.containsKey(variable(name))
                                || groups.stream().anyMatch(name::startsWith))
                        .as(name)
                        .isTrue());
    }

    @Test
    void defaultsAreWhatTheTableSays() {
        Map<String, String> said = new TreeMap<>(listed);
        Map<String, String> defaults = new TreeMap<>();
        declared.forEach((name, value) -> value.ifPresent(it -> defaults.put(variable(name), it)));
        said.keySet().retainAll(defaults.keySet());
        defaults.keySet().retainAll(said.keySet());

        assertThat(said).hasSizeGreaterThan(5).isEqualTo(defaults);
    }

    /** Every property that some class of the service reads, with its default. */
    private static Map<String, Optional<String>> declared() {
        Map<String, Optional<String>> declared = new TreeMap<>();
        for (JavaClass type : new ClassFileImporter().importPath("target/classes")) {
            if (type.isAnnotatedWith(ConfigMapping.class)) {
                ConfigMappings.getProperties(ConfigClass.configClass(type.reflect()))
                        .forEach((name, property) -> declared.put(name.replace("[*]", ""), defaultOf(property)));
            }
        }
        return declared;
    }

    private static Optional<String> defaultOf(Property property) {
        return property.hasDefaultValue() ? Optional.of(property.getDefaultValue()) : Optional.empty();
    }

    /** The variables of the table of settings, each with its default there. */
    private static Map<String, String> listed() {
        Map<String, String> listed = new LinkedHashMap<>();
        Yaml.text(SETTINGS)
                .lines()
                .filter(line -> line.startsWith("| `MUSTER_"))
                .map(line -> line.split("\\|"))
                .forEach(cells -> {
                    List<String> names = new ArrayList<>();
                    VARIABLE.matcher(cells[1]).results().forEach(match -> names.add(match.group(1)));
                    List<String> defaults =
                            Arrays.asList(cells[3].replace("`", "").strip().split(", "));
                    for (int i = 0; i < names.size(); i++) {
                        listed.put(names.get(i), i < defaults.size() ? defaults.get(i) : "");
                    }
                });
        return listed;
    }

    private static String variable(String property) {
        return property.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }

    private static List<String> found(Pattern pattern, Path document) {
        return pattern.matcher(Yaml.text(document))
                .results()
                .map((MatchResult match) -> match.group(1))
                .collect(Collectors.toList());
    }
}
