package io.muster.operations;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Where kubectl is installed: its kustomize renders what the tests' own rendering does, which the other tests go by. */
class RealKustomizeTest {

    static Stream<Path> kustomizations() {
        return Manifests.kustomizations();
    }

    @ParameterizedTest
    @MethodSource("kustomizations")
    void rendersTheSame(Path folder) {
        var kubectl = Tool.find("kubectl");
        assumeTrue(kubectl.isPresent(), "no kubectl on this machine");

        List<Manifest> real = Yaml.documents(kubectl.get().run("kustomize", folder.toString())).stream()
                .map(Manifest::new)
                .toList();

        assertThat(byIdentity(Kustomization.render(folder))).isEqualTo(byIdentity(real));
    }

    private static Map<String, JsonNode> byIdentity(List<Manifest> manifests) {
        return manifests.stream().collect(Collectors.toMap(Manifest::identity, Manifest::tree));
    }
}
