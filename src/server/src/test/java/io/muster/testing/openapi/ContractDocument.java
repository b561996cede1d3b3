package io.muster.testing.openapi;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import io.muster.operations.Yaml;

/**
 * A document of the contract (docs/api.md#calls) as it stands in the tree, and the schemas in it. Both documents may refer to
 * each other.
 */
public final class ContractDocument {
    public static final ContractDocument OPENAPI = new ContractDocument("openapi.yaml");
    public static final ContractDocument ASYNCAPI = new ContractDocument("asyncapi.yaml");

    /** Nothing is fetched from there; references between the documents are resolved against it. */
    private static final String BASE = "https://contract.invalid/";

    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            registry -> registry.schemas(Map.of(
                            BASE + OPENAPI.name,
                            OPENAPI.tree.toString(),
                            BASE + ASYNCAPI.name,
                            ASYNCAPI.tree.toString()))
                    .schemaRegistryConfig(SchemaRegistryConfig.builder()
                            .formatAssertionsEnabled(true)
                            .build()));

    private final String name;
    private final JsonNode tree;
    private final Map<JsonPointer, Schema> compiled = new ConcurrentHashMap<>();

    private ContractDocument(String name) {
        this.name = name;
        this.tree = Yaml.documents(text(name)).get(0);
    }

    private static String text(String name) {
        try (InputStream in = ContractDocument.class.getResourceAsStream("/META-INF/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public JsonNode tree() {
        return tree;
    }

    /**
     * What is wrong with a value by the schema at a place in this document; empty where it is right.
     *
     * @throws AssertionError where there is no schema
     */
    public List<String> violations(JsonPointer schema, JsonNode value) {
        return compiled.computeIfAbsent(schema, this::compile).validate(value).stream()
                .map(Error::toString)
                .toList();
    }

    private Schema compile(JsonPointer schema) {
        if (tree.at(schema).isMissingNode()) {
            throw new AssertionError(name + " has no schema at " + schema);
        }
        String fragment = schema.toString().replace("{", "%7B").replace("}", "%7D");
        return SCHEMAS.getSchema(SchemaLocation.of(BASE + name + "#" + fragment));
    }
}
