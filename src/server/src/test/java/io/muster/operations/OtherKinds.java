package io.muster.operations;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import com.fasterxml.jackson.databind.JsonNode;

/** The fields we use of kinds that no library here has models of, from the definitions their operators publish. */
final class OtherKinds {
    private static final List<String> EVERY_KIND =
            List.of("apiVersion", "kind", "metadata", "metadata.name", "metadata.namespace", "spec");

    private static final Map<String, List<String>> SPECS = Map.of(
            "mongodbcommunity.mongodb.com/v1 MongoDBCommunity",
            List.of(
                    "type",
                    "members",
                    "version",
                    "security",
                    "security.authentication",
                    "security.authentication.modes",
                    "security.tls",
                    "security.tls.enabled",
                    "security.tls.certificateKeySecretRef",
                    "security.tls.certificateKeySecretRef.name",
                    "security.tls.caConfigMapRef",
                    "security.tls.caConfigMapRef.name",
                    "users",
                    "users.name",
                    "users.db",
                    "users.passwordSecretRef",
                    "users.passwordSecretRef.name",
                    "users.roles",
                    "users.roles.name",
                    "users.roles.db",
                    "users.scramCredentialsSecretName",
                    // Free in form: what mongod's own configuration file has.
                    "additionalMongodConfig",
                    "additionalMongodConfig.*"),
            "gateway.envoyproxy.io/v1alpha1 BackendTrafficPolicy",
            List.of(
                    "targetRefs",
                    "targetRefs.group",
                    "targetRefs.kind",
                    "targetRefs.name",
                    "loadBalancer",
                    "loadBalancer.type",
                    "loadBalancer.consistentHash",
                    "loadBalancer.consistentHash.type",
                    "loadBalancer.consistentHash.header",
                    "loadBalancer.consistentHash.header.name"));

    private OtherKinds() {}

    /** The paths in a manifest that its kind does not have. */
    static Set<String> unknown(Manifest manifest) {
        List<String> spec = SPECS.get(manifest.apiVersion() + " " + manifest.kind());
        if (spec == null) {
            throw new AssertionError("no description of " + manifest.apiVersion() + " " + manifest.kind());
        }
        Set<String> unknown = new TreeSet<>();
        walk("", manifest.tree(), spec, unknown);
        return unknown;
    }

    private static void walk(String path, JsonNode node, List<String> spec, Set<String> unknown) {
        if (node.isArray()) {
            node.forEach(element -> walk(path, element, spec, unknown));
            return;
        }
        node.properties().forEach(property -> {
            String name = path.isEmpty() ? property.getKey() : path + "." + property.getKey();
            if (isKnown(name, spec)) {
                walk(name, property.getValue(), spec, unknown);
            } else {
                unknown.add(name);
            }
        });
    }

    private static boolean isKnown(String path, List<String> spec) {
        return EVERY_KIND.contains(path)
                || spec.stream()
                        .map(it -> "spec." + it)
                        .anyMatch(known -> known.endsWith(".*")
                                ? path.startsWith(known.substring(0, known.length() - 1))
                                : known.equals(path));
    }
}
