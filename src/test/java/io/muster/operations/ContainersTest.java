package io.muster.operations;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The images and what compose makes of them: versions that stay what they are, nobody's root, no secret written down. */
class ContainersTest {
    private static final Path DOCKER = Path.of("docker");
    private static final Pattern IMAGE = Pattern.compile("[a-z0-9./-]+:[a-z]*-?\\d+[a-z0-9._-]*");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{(\\w+):([?-])");

    static Stream<Path> dockerfiles() {
        return Stream.of("Dockerfile.jvm", "Dockerfile.native").map(DOCKER::resolve);
    }

    private static JsonNode services() {
        return Yaml.document(DOCKER.resolve("compose.yaml")).path("services");
    }

    @ParameterizedTest
    @MethodSource("dockerfiles")
    void theImageIsBuiltInOneStageAndRunsInAnotherAsNobody(Path dockerfile) {
        List<String> lines = Yaml.text(dockerfile).lines().toList();
        List<String> from = lines.stream().filter(it -> it.startsWith("FROM ")).toList();
        List<String> last = lines.subList(lines.lastIndexOf(from.get(from.size() - 1)), lines.size());

        assertThat(from)
                .hasSize(2)
                .allSatisfy(
                        line -> assertThat(line.split(" ")[1]).matches(IMAGE).doesNotContain("latest"));
        assertThat(last)
                .filteredOn(it -> it.startsWith("USER "))
                .singleElement()
                .satisfies(user -> assertThat(user).matches("USER [1-9]\\d*"));
        assertThat(last).filteredOn(it -> it.startsWith("ENTRYPOINT [")).hasSize(1);
        assertThat(last).contains("EXPOSE 8080 9000");
        assertThat(Yaml.text(dockerfile)).doesNotContain("SECRET", "PASSWORD");
    }

    @ParameterizedTest
    @MethodSource("dockerfiles")
    void whatItCopiesIsThereAndNotIgnored(Path dockerfile) {
        List<String> kept = Yaml.text(Path.of(".dockerignore"))
                .lines()
                .filter(it -> it.startsWith("!"))
                .map(it -> it.substring(1).replaceAll("/$", ""))
                .toList();
        List<String> copied = new ArrayList<>();
        Yaml.text(dockerfile)
                .lines()
                .filter(it -> it.startsWith("COPY ") && !it.contains("--from="))
                .forEach(line -> {
                    List<String> words = Stream.of(line.split(" "))
                            .skip(1)
                            .filter(it -> !it.startsWith("--"))
                            .toList();
                    copied.addAll(words.subList(0, words.size() - 1));
                });

        assertThat(copied).contains("pom.xml", "src").allSatisfy(name -> {
            assertThat(Path.of(name)).exists();
            assertThat(kept).contains(name);
        });
    }

    @Test
    void theImagesAreTheOnesKubernetesRuns() {
        String deployed = Manifests.only(Manifests.overlay("dev"), "Deployment")
                .at("/spec/template/spec/containers/0/image")
                .asText();

        assertThat(services().at("/muster/image").asText()).isEqualTo(deployed);
        assertThat(Yaml.text(DOCKER.resolve("Dockerfile.native"))).contains("-t " + deployed + " ");
    }

    @Test
    void composeNamesVersions() {
        assertThat(services().findValuesAsText("image"))
                .hasSize(4)
                .allSatisfy(image -> assertThat(image).matches(IMAGE).doesNotContain("latest"));
    }

    @Test
    void theServiceWritesNowhereAndMayDoNothing() {
        JsonNode muster = services().path("muster");

        assertThat(muster.path("read_only").booleanValue()).isTrue();
        assertThat(muster.path("cap_drop")).extracting(JsonNode::asText).containsExactly("ALL");
        assertThat(muster.path("security_opt")).extracting(JsonNode::asText).contains("no-new-privileges:true");
        assertThat(muster.path("tmpfs").get(0).asText()).startsWith("/tmp");
        assertThat(muster.path("mem_limit").asText()).isNotEmpty();
        assertThat(muster.at("/depends_on/mongodb/condition").asText()).isEqualTo("service_healthy");
    }

    /** The database asks for no password there: only the service's own network reaches it. */
    @Test
    void nothingIsPublishedBeyondThisMachine() {
        services()
                .properties()
                .forEach(service -> service.getValue()
                        .path("ports")
                        .forEach(port ->
                                assertThat(port.asText()).as(service.getKey()).startsWith("127.0.0.1:")));
        assertThat(services().at("/mongodb").has("ports")).isFalse();
        assertThat(services().at("/mongodb/networks"))
                .extracting(JsonNode::asText)
                .containsExactly("database");
        assertThat(Yaml.document(DOCKER.resolve("compose.yaml"))
                        .at("/networks/database/internal")
                        .booleanValue())
                .isTrue();
    }

    @Test
    void secretsComeFromAFileThatGitIgnores() throws Exception {
        List<String> example = Yaml.text(DOCKER.resolve(".env.example")).lines().toList();
        List<String> required = new ArrayList<>();
        Matcher variable = VARIABLE.matcher(Yaml.text(DOCKER.resolve("compose.yaml")));
        while (variable.find()) {
            if (variable.group(2).equals("?")) {
                required.add(variable.group(1));
            }
        }

        assertThat(required).containsExactlyInAnyOrder("MUSTER_JWT_SECRET", "GRAFANA_ADMIN_PASSWORD");
        assertThat(required).allSatisfy(name -> assertThat(example).contains(name + "="));
        assertThat(Files.readAllLines(Path.of(".gitignore"))).contains(".env");
        services()
                .findParents("environment")
                .forEach(service -> service.path("environment").properties().forEach(entry -> {
                    if (entry.getKey().matches(".*(SECRET|PASSWORD).*")) {
                        assertThat(entry.getValue().asText()).startsWith("${");
                    }
                }));
    }

    @Test
    void whatIsMountedIsThere() {
        services()
                .properties()
                .forEach(service -> service.getValue().path("volumes").forEach(volume -> {
                    String source = volume.asText().split(":")[0];
                    if (source.startsWith(".")) {
                        assertThat(DOCKER.resolve(source)).as(service.getKey()).exists();
                        assertThat(volume.asText()).as("read only").endsWith(":ro");
                    }
                }));
    }

    @Test
    void prometheusAsksTheManagementPortUnderTheJobsNameInTheRules() {
        JsonNode job =
                Yaml.document(DOCKER.resolve("prometheus/prometheus.yml")).at("/scrape_configs/0");

        assertThat(job.path("job_name").asText()).isEqualTo("muster");
        assertThat(job.path("metrics_path").asText()).isEqualTo("/q/metrics");
        assertThat(job.at("/static_configs/0/targets/0").asText()).isEqualTo("muster:9000");
    }

    @Test
    void itStopsInTime() {
        var needed = ServiceSettings.production("quarkus.shutdown.delay")
                .plus(ServiceSettings.production("quarkus.shutdown.timeout"));
        String grace = services().at("/muster/stop_grace_period").asText();

        assertThat(Long.parseLong(grace.replace("s", ""))).isGreaterThan(needed.toSeconds());
    }
}
