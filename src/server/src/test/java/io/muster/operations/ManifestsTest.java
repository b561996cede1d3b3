package io.muster.operations;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Every manifest is of the form its kind has, and names only what is there. */
class ManifestsTest {
    /** What the controller takes where nothing is said. */
    private static final String NGINX_SECONDS = "60";

    static Stream<Path> kustomizations() {
        return Manifests.kustomizations();
    }

    static Stream<Path> overlays() {
        return Manifests.overlays();
    }

    @ParameterizedTest
    @MethodSource("kustomizations")
    void everyManifestIsWhatItsKindAllows(Path folder) throws Exception {
        List<Manifest> rendered = Kustomization.render(folder);

        assertThat(rendered).isNotEmpty();
        for (Manifest manifest : rendered) {
            assertThat(Models.read(manifest)).as(manifest.identity()).isNotNull();
        }
        assertThat(rendered).extracting(Manifest::identity).doesNotHaveDuplicates();
    }

    @Test
    void theExamplesAreToo() throws Exception {
        List<Manifest> examples = Manifests.examples().toList();

        assertThat(examples).extracting(Manifest::kind).contains("MongoDBCommunity", "HTTPRoute");
        for (Manifest manifest : examples) {
            if (Models.know(manifest)) {
                assertThat(Models.read(manifest)).as(manifest.identity()).isNotNull();
            } else {
                assertThat(OtherKinds.unknown(manifest)).as(manifest.identity()).isEmpty();
            }
        }
    }

    @Test
    void aMisspeltFieldIsFound() {
        Manifest deployment = Manifests.only(Manifests.overlay("prod"), "Deployment");
        ((ObjectNode) deployment.at("/spec/template/spec")).put("terminationGracePeriodSecond", 25);

        assertThatThrownBy(() -> Models.read(deployment)).isInstanceOf(UnrecognizedPropertyException.class);

        Manifest database = Manifests.examples()
                .filter(it -> it.kind().equals("MongoDBCommunity"))
                .findFirst()
                .orElseThrow();
        ((ObjectNode) database.at("/spec")).put("member", 3);
        assertThat(OtherKinds.unknown(database)).containsExactly("spec.member");
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void selectorsMeetThePods(Path overlay) {
        List<Manifest> rendered = Kustomization.render(overlay);
        Manifest deployment = Manifests.only(rendered, "Deployment");
        var labels = deployment.at("/spec/template/metadata/labels");

        Map<String, String> selectors = Map.of(
                "Service", "/spec/selector",
                "Deployment", "/spec/selector/matchLabels",
                "PodDisruptionBudget", "/spec/selector/matchLabels",
                "NetworkPolicy", "/spec/podSelector/matchLabels");
        assertThat(rendered)
                .filteredOn(manifest -> selectors.containsKey(manifest.kind()))
                .extracting(Manifest::kind)
                .containsAll(selectors.keySet());
        for (Manifest manifest : rendered) {
            if (selectors.containsKey(manifest.kind())) {
                assertThat(manifest.at(selectors.get(manifest.kind())).properties())
                        .as(manifest.identity())
                        .isNotEmpty()
                        .allSatisfy(
                                label -> assertThat(labels.path(label.getKey())).isEqualTo(label.getValue()));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void portsAndServicesThatAreNamedExist(Path overlay) {
        List<Manifest> rendered = Kustomization.render(overlay);
        Manifest deployment = Manifests.only(rendered, "Deployment");
        List<String> ports = deployment
                .each("/spec/template/spec/containers/0/ports")
                .map(port -> port.path("name").asText())
                .toList();
        List<String> services = rendered.stream()
                .filter(it -> it.kind().equals("Service"))
                .map(Manifest::name)
                .toList();

        assertThat(ports).containsExactlyInAnyOrder("http", "management");
        for (Manifest manifest : rendered) {
            manifest.everywhere("targetPort")
                    .forEach(port -> assertThat(ports).as(manifest.identity()).contains(port.asText()));
            if (manifest.kind().equals("Ingress")) {
                assertThat(manifest.each("/spec/rules/0/http/paths"))
                        .allSatisfy(path -> assertThat(services)
                                .contains(path.at("/backend/service/name").asText()));
            }
        }
        assertThat(Manifests.only(rendered, "HorizontalPodAutoscaler")
                        .at("/spec/scaleTargetRef/name")
                        .asText())
                .isEqualTo(deployment.name());
    }

    @Test
    void theMonitoringFindsOneServiceAndNamesTheJobAsTheRulesDo() {
        List<Manifest> rendered = Manifests.overlay("prod");
        Manifest monitor = Manifests.only(rendered, "ServiceMonitor");
        List<Manifest> found = rendered.stream()
                .filter(it -> it.kind().equals("Service"))
                .filter(service -> monitor.at("/spec/selector/matchLabels").properties().stream()
                        .allMatch(label -> service.at("/metadata/labels")
                                .path(label.getKey())
                                .equals(label.getValue())))
                .toList();

        assertThat(found).hasSize(1);
        assertThat(found.get(0)
                        .at("/metadata/labels")
                        .path(monitor.at("/spec/jobLabel").asText())
                        .asText())
                .isEqualTo("muster");
        assertThat(monitor.at("/spec/endpoints/0/port")).isEqualTo(found.get(0).at("/spec/ports/0/name"));
    }

    /** Hashed by their path, all sockets would meet in one pod. */
    @Test
    void whatIsHashedIsOneEventsPathAlone() {
        List<Manifest> ingresses = Manifests.overlay("prod").stream()
                .filter(it -> it.kind().equals("Ingress"))
                .toList();
        Manifest hashed = ingresses.stream()
                .filter(it -> it.at("/metadata/annotations").has("nginx.ingress.kubernetes.io/upstream-hash-by"))
                .reduce((one, other) -> {
                    throw new AssertionError("two ingresses hash");
                })
                .orElseThrow();
        String path = hashed.at("/spec/rules/0/http/paths/0/path").asText();

        for (String hashedPath :
                List.of("/api/events/66f0c2a7e4b0a1b2c3d4e5f6", "/api/events/66f0c2a7e4b0a1b2c3d4e5f6/respond")) {
            assertThat(hashedPath).containsPattern("^" + path);
        }
        for (String other : List.of(
                "/api/ws",
                "/api/events",
                "/api/events/available",
                "/api/events/my-shifts",
                "/api/events/batch",
                "/api/admin/audit")) {
            assertThat(other).doesNotContainPattern("^" + path);
        }
        assertThat(ingresses)
                .extracting(it ->
                        it.at("/spec/rules/0/http/paths/0/backend/service/name").asText())
                .as("the controller keeps the setting by Service")
                .doesNotHaveDuplicates();
    }

    /** A socket is heard of at each ping; an answer takes ten seconds at most. */
    @Test
    void noTimeoutCutsASocketOrAnAnswer() {
        Duration ping = ServiceSettings.production("quarkus.websockets-next.server.auto-ping-interval");
        assertThat(ping).isPositive();
        for (Manifest ingress : Manifests.overlay("prod").stream()
                .filter(it -> it.kind().equals("Ingress"))
                .toList()) {
            boolean sockets =
                    ingress.at("/spec/rules/0/http/paths/0/path").asText().equals("/");
            long least = sockets ? 2 * ping.toSeconds() : 11;
            for (String timeout : List.of("proxy-read-timeout", "proxy-send-timeout")) {
                String seconds = ingress.at("/metadata/annotations")
                        .path("nginx.ingress.kubernetes.io/" + timeout)
                        .asText(NGINX_SECONDS);
                assertThat(Long.parseLong(seconds))
                        .as(ingress.identity() + timeout)
                        .isGreaterThanOrEqualTo(least);
            }
        }
        Manifest route = Manifests.examples()
                .filter(it -> it.kind().equals("HTTPRoute"))
                .filter(it -> it.tree().toString().contains("/api/ws"))
                .reduce((one, other) -> {
                    throw new AssertionError("two routes for sockets");
                })
                .orElseThrow();
        assertThat(route.each("/spec/rules")
                        .filter(rule -> rule.path("matches").toString().contains("/api/ws")))
                .isNotEmpty()
                .allSatisfy(rule -> assertThat(rule.at("/timeouts/request").asText())
                        .as("no end")
                        .isEqualTo("0s"));
    }
}
