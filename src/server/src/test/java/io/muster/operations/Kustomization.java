package io.muster.operations;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.zjsonpatch.JsonPatch;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Renders a kustomization by those features of kustomize that ours use: resources, JSON patches, images, namespace, ConfigMaps
 * of files. Whatever else a kustomization says is an error, so that nothing is passed over. Where kubectl is installed,
 * {@link RealKustomizeTest} holds this to the real thing.
 */
final class Kustomization {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> KNOWN =
            Set.of("apiVersion", "kind", "namespace", "resources", "images", "patches", "configMapGenerator");

    private final Path folder;
    private final JsonNode content;

    private Kustomization(Path folder) {
        this.folder = folder;
        this.content = Yaml.document(folder.resolve("kustomization.yaml"));
        onlyKnown(content, KNOWN);
    }

    static List<Manifest> render(Path folder) {
        return new Kustomization(folder).render();
    }

    private List<Manifest> render() {
        List<ObjectNode> objects = new ArrayList<>();
        content.path("resources").forEach(resource -> objects.addAll(resource(resource.asText())));
        content.path("configMapGenerator").forEach(generator -> objects.add(configMap(generator)));
        content.path("patches").forEach(patch -> apply(patch, objects));
        content.path("images").forEach(image -> objects.forEach(object -> rename(object, image)));
        if (content.has("namespace")) {
            objects.forEach(object -> place(object, content.path("namespace").asText()));
        }
        return objects.stream().map(object -> new Manifest(object)).toList();
    }

    private List<ObjectNode> resource(String name) {
        Path path = folder.resolve(name).normalize();
        List<ObjectNode> found = new ArrayList<>();
        if (Files.isDirectory(path)) {
            render(path).forEach(manifest -> found.add((ObjectNode) manifest.tree()));
        } else {
            Yaml.documents(path).forEach(document -> found.add((ObjectNode) document));
        }
        return found;
    }

    private ObjectNode configMap(JsonNode generator) {
        onlyKnown(generator, Set.of("name", "files", "options"));
        onlyKnown(generator.path("options"), Set.of("disableNameSuffixHash", "labels"));
        assertThat(generator.at("/options/disableNameSuffixHash").asBoolean())
                .as("names with a hash are not rendered here")
                .isTrue();
        ObjectNode object = JSON.createObjectNode().put("apiVersion", "v1").put("kind", "ConfigMap");
        ObjectNode data = object.putObject("data");
        generator.path("files").forEach(file -> data.put(file.asText(), Yaml.text(folder.resolve(file.asText()))));
        ObjectNode metadata = object.putObject("metadata");
        metadata.put("name", generator.path("name").asText());
        metadata.set("labels", generator.at("/options/labels"));
        return object;
    }

    private static void apply(JsonNode patch, List<ObjectNode> objects) {
        onlyKnown(patch, Set.of("target", "patch"));
        JsonNode target = patch.path("target");
        onlyKnown(target, Set.of("kind", "name"));
        List<ObjectNode> meant =
                objects.stream().filter(object -> isMeant(object, target)).toList();
        assertThat(meant).as("what the patch is for: " + target).isNotEmpty();
        JsonNode operations = Yaml.documents(patch.path("patch").asText()).get(0);
        meant.forEach(object -> object.setAll((ObjectNode) JsonPatch.apply(operations, object)));
    }

    private static boolean isMeant(JsonNode object, JsonNode target) {
        return object.path("kind").equals(target.path("kind"))
                && (!target.has("name") || object.at("/metadata/name").equals(target.path("name")));
    }

    private static void rename(ObjectNode object, JsonNode image) {
        onlyKnown(image, Set.of("name", "newName", "newTag"));
        object.findParents("image").forEach(container -> {
            String written = container.path("image").asText();
            if (written.substring(0, written.lastIndexOf(':'))
                    .equals(image.path("name").asText())) {
                ((ObjectNode) container)
                        .put(
                                "image",
                                image.path("newName").asText() + ":"
                                        + image.path("newTag").asText());
            }
        });
    }

    private static void place(ObjectNode object, String namespace) {
        boolean itself = "Namespace".equals(object.path("kind").asText());
        object.withObject("/metadata").put(itself ? "name" : "namespace", namespace);
    }

    private static void onlyKnown(JsonNode node, Set<String> known) {
        node.fieldNames().forEachRemaining(name -> assertThat(known).contains(name));
    }
}
