package io.muster.proof;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The lists of what the package is made of are of this package: every library in it, and none of development's. They are made
 * by the profile {@code release}, and judged there alone: {@code ./mvnw -Prelease verify -DskipUTs -Dit.test=MaterialsIT}.
 */
@Tag("release")
class MaterialsIT {
    private static final Path TARGET = Path.of("target");
    private static final Path MATERIALS = TARGET.resolve("muster.cdx.json");
    private static final Path LICENSES = TARGET.resolve("licenses.txt");
    private static final List<String> OF_DEVELOPMENT = List.of("mongo-java-server", "pcollections", "junit", "fabric8");

    @Test
    void everyLibraryIsInTheBillOfMaterials() throws IOException {
        JsonNode materials = new ObjectMapper().readTree(MATERIALS.toFile());
        List<String> libraries = libraries();
        assertThat(libraries).isNotEmpty();

        List<String> listed = materials.path("components").findParents("purl").stream()
                .map(it -> it.path("name").asText() + "-" + it.path("version").asText())
                .toList();
        assertThat(libraries)
                .allSatisfy(library -> assertThat(listed)
                        .as(library)
                        .anyMatch(name -> library.contains("." + name + ".jar") || library.contains("." + name + "-")));
        assertThat(listed).noneMatch(name -> OF_DEVELOPMENT.stream().anyMatch(name::contains));
    }

    @Test
    void everyLicenceIsKnown() throws IOException {
        List<String> licenses = Files.readAllLines(LICENSES);

        assertThat(licenses).hasSizeGreaterThan(100);
        assertThat(licenses).noneMatch(line -> line.contains("Unknown license"));
        assertThat(licenses).noneMatch(line -> OF_DEVELOPMENT.stream().anyMatch(line::contains));
    }

    private static List<String> libraries() throws IOException {
        Path folder = TARGET.resolve("quarkus-app/lib/main");
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
