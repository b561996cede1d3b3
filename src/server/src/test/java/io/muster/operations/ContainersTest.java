package io.muster.operations;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The images and what compose makes of them: versions that stay what they are, nobody's root, no secret written down. */
class ContainersTest {
    private static final Path DOCKER = Repository.file("docker");
    private static final Pattern IMAGE =
            Pattern.compile("[a-z0-9./-]+:[a-z]*-?\\d+[a-z0-9._-]*(@sha256:[0-9a-f]{64})?");
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
        List<String> kept = Yaml.text(Repository.file(".dockerignore"))
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
            assertThat(Repository.file(name)).exists();
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
    void whatItStartsFromIsPinnedToTheDigestsThatARegistryTells(@TempDir Path folder) throws Exception {
        Path copy = copyOfDocker(folder);
        String ours = services().at("/muster/image").asText();
        for (String digit : List.of("a", "b")) {
            String digest = "sha256:" + digit.repeat(64);
            assertThat(renew(copy, "echo " + digest)).isZero();
            assertThat(startedFrom(copy))
                    .hasSize(9)
                    .allSatisfy(image -> assertThat(image)
                            .matches(IMAGE)
                            .matches(it -> it.endsWith("@" + digest) != it.equals(ours)));
        }
        assertThat(startedFrom(copy).stream().map(image -> image.replaceAll("@.*", "")))
                .isEqualTo(startedFrom(DOCKER).stream()
                        .map(image -> image.replaceAll("@.*", ""))
                        .toList());
    }

    @Test
    void whereADigestCannotBeHadNothingIsChanged(@TempDir Path folder) throws Exception {
        Path copy = copyOfDocker(folder);
        List<String> before = startedFrom(copy);

        assertThat(renew(copy, "case $6 in *mongo*) exit 1;; esac; echo sha256:" + "c".repeat(64)))
                .isNotZero();
        assertThat(renew(copy, "echo none")).isNotZero();
        assertThat(startedFrom(copy)).isEqualTo(before);
    }

    private static Path copyOfDocker(Path folder) throws IOException {
        Path copy = Files.createDirectory(folder.resolve("docker"));
        for (String name : List.of(
                "Dockerfile.jvm", "Dockerfile.native", "compose.yaml", "compose.sign-in.yaml", "renew-base-images")) {
            Files.copy(DOCKER.resolve(name), copy.resolve(name), StandardCopyOption.COPY_ATTRIBUTES);
        }
        return copy;
    }

    /** Runs the script with a docker of so many words. @return its exit code */
    private static int renew(Path docker, String answer) throws IOException, InterruptedException {
        Path tools = Files.createDirectories(docker.resolve("tools"));
        Path tool = Files.writeString(tools.resolve("docker"), "#!/bin/sh\n" + answer + "\n");
        assertThat(tool.toFile().setExecutable(true)).isTrue();
        ProcessBuilder script =
                new ProcessBuilder(docker.resolve("renew-base-images").toString());
        script.environment().merge("PATH", tools + ":", (path, first) -> first + path);
        return script.redirectErrorStream(true)
                .redirectOutput(docker.resolve("log").toFile())
                .start()
                .waitFor();
    }

    private static List<String> startedFrom(Path docker) {
        return Stream.of("Dockerfile.jvm", "Dockerfile.native", "compose.yaml", "compose.sign-in.yaml")
                .flatMap(name -> Yaml.text(docker.resolve(name)).lines())
                .filter(line -> line.startsWith("FROM ") || line.strip().startsWith("image: "))
                .map(line -> line.strip().split(" ")[1])
                .toList();
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
        assertThat(Files.readAllLines(Repository.file(".gitignore"))).contains(".env");
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

    /** People sign in there with a password: the same version that the pages are tested with. */
    @Test
    void theKeycloakBesideItIsHeldToTheSame() {
        String text = Yaml.text(DOCKER.resolve("compose.sign-in.yaml"));
        JsonNode services =
                Yaml.document(DOCKER.resolve("compose.sign-in.yaml")).path("services");
        JsonNode keycloak = services.path("keycloak");
        String version = Yaml.text(Repository.file("pom.xml"))
                .replaceAll("(?s).*<keycloak\\.version>([^<]+)</keycloak\\.version>.*", "$1");

        assertThat(keycloak.path("image").asText()).matches(IMAGE).contains(":" + version);
        assertThat(keycloak.path("ports")).extracting(JsonNode::asText).allMatch(port -> port.startsWith("127.0.0.1:"));
        assertThat(keycloak.path("cap_drop")).extracting(JsonNode::asText).containsExactly("ALL");
        assertThat(keycloak.path("volumes")).extracting(JsonNode::asText).allSatisfy(volume -> {
            assertThat(volume).endsWith(":ro");
            assertThat(DOCKER.resolve(volume.split(":")[0])).exists();
        });
        List<String> example = Yaml.text(DOCKER.resolve(".env.example")).lines().toList();
        assertThat(VARIABLE.matcher(text).results().map(found -> found.group(1)))
                .containsExactlyInAnyOrder("KEYCLOAK_ADMIN_PASSWORD", "MUSTER_TRIAL_PASSWORD")
                .allSatisfy(name -> assertThat(example).contains(name + "="));
        assertThat(Yaml.text(DOCKER.resolve("keycloak/muster-realm.json")))
                .containsPattern("\"value\": \"\\$\\{MUSTER_TRIAL_PASSWORD\\}\"")
                .doesNotContainPattern("\"value\": \"[^$]");
        assertThat(services.at("/muster/environment/MUSTER_JWT_SECRET").asText())
                .as("one kind of keys")
                .isEmpty();
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
