package io.muster.operations;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What no overlay may lose: who the service runs as, what it may use, how it is watched and how it stops. */
class PoliciesTest {
    private static final String NAMESPACE = "/from/0/namespaceSelector/matchLabels/kubernetes.io~1metadata.name";

    static Stream<Path> overlays() {
        return Manifests.overlays();
    }

    private static JsonNode pod(Path overlay) {
        return Manifests.only(Kustomization.render(overlay), "Deployment").at("/spec/template/spec");
    }

    private static JsonNode container(Path overlay) {
        assertThat(pod(overlay).path("containers")).hasSize(1);
        assertThat(pod(overlay).has("initContainers")).isFalse();
        return pod(overlay).at("/containers/0");
    }

    /** The cluster's own standard "restricted", and a root file system nobody writes to. */
    @ParameterizedTest
    @MethodSource("overlays")
    void itRunsAsNobodyInParticular(Path overlay) {
        JsonNode pod = pod(overlay);
        JsonNode container = container(overlay).path("securityContext");

        assertThat(pod.at("/securityContext/runAsNonRoot").booleanValue()).isTrue();
        assertThat(pod.at("/securityContext/runAsUser").intValue()).isEqualTo(1001);
        assertThat(pod.at("/securityContext/seccompProfile/type").textValue()).isEqualTo("RuntimeDefault");
        assertThat(container.path("allowPrivilegeEscalation").isBoolean()).isTrue();
        assertThat(container.path("allowPrivilegeEscalation").booleanValue()).isFalse();
        assertThat(container.path("readOnlyRootFilesystem").booleanValue()).isTrue();
        assertThat(container.at("/capabilities/drop"))
                .extracting(JsonNode::textValue)
                .containsExactly("ALL");
        assertThat(container.has("privileged") || container.at("/capabilities").has("add"))
                .isFalse();
        assertThat(pod.has("hostNetwork") || pod.has("hostPID") || pod.has("hostIPC"))
                .isFalse();
        assertThat(pod.path("volumes"))
                .allSatisfy(volume -> assertThat(volume.has("emptyDir")).isTrue());
        assertThat(Manifests.only(Kustomization.render(overlay), "Namespace")
                        .at("/metadata/labels/pod-security.kubernetes.io~1enforce")
                        .textValue())
                .isEqualTo("restricted");
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void itHasNoRightsInTheCluster(Path overlay) {
        assertThat(pod(overlay).path("automountServiceAccountToken").asBoolean(true))
                .isFalse();
        assertThat(Manifests.only(Kustomization.render(overlay), "ServiceAccount")
                        .at("/automountServiceAccountToken")
                        .asBoolean(true))
                .isFalse();
        assertThat(pod(overlay).path("enableServiceLinks").asBoolean(true))
                .as("links would be variables under the settings' prefix")
                .isFalse();
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void itHasRequestsLimitsAndProbesOnTheManagementPort(Path overlay) {
        JsonNode container = container(overlay);
        for (String pointer : List.of("/resources/requests", "/resources/limits")) {
            assertThat(container.at(pointer).path("cpu").asText()).as(pointer).isNotEmpty();
            assertThat(container.at(pointer).path("memory").asText())
                    .as(pointer)
                    .isNotEmpty();
        }
        for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
            assertThat(container.path(probe).at("/httpGet/port").textValue())
                    .as(probe)
                    .isEqualTo("management");
        }
        assertThat(container.at("/livenessProbe/httpGet/path").textValue()).isEqualTo("/q/health/live");
        assertThat(container.at("/readinessProbe/httpGet/path").textValue()).isEqualTo("/q/health/ready");
    }

    /** The heap has to leave room for what is not heap. */
    @ParameterizedTest
    @MethodSource("overlays")
    void theHeapFitsIntoTheMemory(Path overlay) {
        JsonNode container = container(overlay);
        assertThat(container.path("args")).extracting(JsonNode::textValue).contains("-XX:+ExitOnOutOfMemoryError");
        String heap = container.at("/args/0").textValue();
        assertThat(heap).matches("-Xmx\\d+m");
        long heapMebibytes = Long.parseLong(heap.substring(4, heap.length() - 1));
        assertThat(heapMebibytes)
                .isLessThanOrEqualTo(
                        mebibytes(container.at("/resources/limits/memory").textValue()) * 2 / 3);
    }

    private static long mebibytes(String quantity) {
        long number = Long.parseLong(quantity.replaceAll("\\D", ""));
        return quantity.endsWith("Gi") ? number * 1024 : number;
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void imagesHaveAVersion(Path overlay) {
        assertThat(container(overlay).path("image").textValue()).matches("[a-z0-9./-]+:\\d+\\.\\d+\\.\\d+");
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void secretsAreNamedAndNotTold(Path overlay) {
        List<Manifest> rendered = Kustomization.render(overlay);
        assertThat(rendered).extracting(Manifest::kind).doesNotContain("Secret");
        assertThat(container(overlay).path("env")).isNotEmpty().allSatisfy(variable -> {
            String name = variable.path("name").textValue();
            boolean secret = name.contains("SECRET") || name.contains("PASSWORD") || name.contains("URI");
            assertThat(variable.at("/valueFrom/secretKeyRef/name").isTextual())
                    .as(name)
                    .isEqualTo(secret);
        });
        for (Manifest manifest : rendered) {
            assertThat(manifest.tree().toString())
                    .as(manifest.identity())
                    .doesNotContain("mongodb://", "mongodb+srv://", "Bearer ", "PRIVATE KEY");
        }
    }

    /** preStop, then the shutdown's delay and timeout, all within what the cluster waits before it kills. */
    @ParameterizedTest
    @MethodSource("overlays")
    void thereIsTimeToStop(Path overlay) {
        Duration delay = ServiceSettings.production("quarkus.shutdown.delay");
        Duration timeout = ServiceSettings.production("quarkus.shutdown.timeout");
        Duration preStop = Duration.ofSeconds(
                container(overlay).at("/lifecycle/preStop/sleep/seconds").longValue());
        Duration killed = Duration.ofSeconds(
                pod(overlay).path("terminationGracePeriodSeconds").longValue());

        assertThat(ServiceSettings.respond().grace()).isLessThan(timeout);
        assertThat(preStop).isPositive();
        assertThat(killed).isGreaterThan(preStop.plus(delay).plus(timeout));
    }

    @Test
    void productionLosesOneAtMost() {
        List<Manifest> prod = Manifests.overlay("prod");
        Manifest autoscaler = Manifests.only(prod, "HorizontalPodAutoscaler");

        assertThat(autoscaler.at("/spec/minReplicas").intValue()).isGreaterThanOrEqualTo(3);
        assertThat(Manifests.only(prod, "PodDisruptionBudget")
                        .at("/spec/maxUnavailable")
                        .intValue())
                .isEqualTo(1);
        Manifest deployment = Manifests.only(prod, "Deployment");
        assertThat(deployment.at("/spec/strategy/rollingUpdate/maxUnavailable").asInt(-1))
                .isZero();
        assertThat(deployment.at("/spec").has("replicas"))
                .as("the autoscaler's business")
                .isFalse();
        assertThat(deployment.each("/spec/template/spec/topologySpreadConstraints"))
                .extracting(it -> it.path("topologyKey").textValue())
                .containsExactly("topology.kubernetes.io/zone", "kubernetes.io/hostname");
        assertThat(deployment.each("/spec/template/spec/topologySpreadConstraints"))
                .as("what cannot be used is not to be spread over")
                .allSatisfy(it -> {
                    assertThat(it.path("nodeTaintsPolicy").asText()).isEqualTo("Honor");
                    assertThat(it.at("/matchLabelKeys/0").asText()).isEqualTo("pod-template-hash");
                });
    }

    /** Who speaks to the pods: the ingress on the public port, the monitoring on the other. */
    @ParameterizedTest
    @MethodSource("overlays")
    void theNetworkIsClosedButFor(Path overlay) {
        Manifest policy = Manifests.only(Kustomization.render(overlay), "NetworkPolicy");

        assertThat(policy.each("/spec/policyTypes"))
                .extracting(JsonNode::textValue)
                .contains("Ingress", "Egress");
        assertThat(policy.each("/spec/ingress"))
                .allSatisfy(rule -> {
                    assertThat(rule.path("from")).hasSize(1);
                    assertThat(rule.at("/from/0").size()).isEqualTo(1);
                    assertThat(rule.path("ports")).hasSize(1);
                })
                .extracting(rule -> rule.at(NAMESPACE).asText() + " to "
                        + rule.at("/ports/0/port").asText())
                .containsExactlyInAnyOrder("ingress-nginx to http", "monitoring to management");
        assertThat(policy.each("/spec/egress"))
                .allSatisfy(rule -> assertThat(rule.path("ports")).isNotEmpty())
                .flatExtracting(rule -> rule.findValuesAsText("port"))
                .containsOnly("53", "27017", "443");
    }

    /** Health and metrics are nobody's business outside. */
    @Test
    void noIngressLeadsToTheManagementPort() {
        assertThat(overlays().flatMap(overlay -> Kustomization.render(overlay).stream()))
                .filteredOn(manifest -> manifest.kind().equals("Ingress"))
                .flatExtracting(manifest -> manifest.tree().findValues("service"))
                .isNotEmpty()
                .noneMatch(service -> service.toString().contains("management"));
    }
}
