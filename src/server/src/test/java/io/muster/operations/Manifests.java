package io.muster.operations;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The manifests of this project. */
final class Manifests {
    static final Path K8S = Repository.file("k8s");
    static final Path MONITORING = K8S.resolve("monitoring");
    static final Path OVERLAYS = K8S.resolve("overlays");

    private Manifests() {}

    /** Every folder that kustomize is told to render, by hand or by another. */
    static Stream<Path> kustomizations() {
        return files(K8S, "kustomization.yaml").map(Path::getParent);
    }

    static Stream<Path> overlays() {
        return files(OVERLAYS, "kustomization.yaml").map(Path::getParent);
    }

    /** What an overlay brings to a cluster. */
    static List<Manifest> overlay(String name) {
        return Kustomization.render(OVERLAYS.resolve(name));
    }

    static Manifest only(List<Manifest> manifests, String kind) {
        List<Manifest> found =
                manifests.stream().filter(it -> it.kind().equals(kind)).toList();
        if (found.size() != 1) {
            throw new AssertionError(found.size() + " of " + kind);
        }
        return found.get(0);
    }

    static Stream<Manifest> examples() {
        return files(K8S.resolve("examples"), ".yaml")
                .flatMap(file -> Yaml.documents(file).stream())
                .map(Manifest::new);
    }

    static Stream<Path> files(Path folder, String ending) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(ending)).sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
