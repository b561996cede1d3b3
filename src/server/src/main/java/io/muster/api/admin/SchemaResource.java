package io.muster.api.admin;

import java.util.Optional;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.api.access.ForAdmins;
import io.muster.api.body.JsonBody;
import io.muster.api.body.LimitBody;
import io.muster.api.http.BackOnContext;
import io.muster.api.problem.ProblemException;
import io.muster.api.problem.ProblemType;
import io.muster.store.schema.SchemaNumbers;
import io.muster.store.schema.SchemaSettings;
import io.muster.store.schema.StoredSchema;
import io.smallrye.mutiny.Uni;
import org.jspecify.annotations.Nullable;

/** The schema number, and how high it may rise (docs/api.md#admin-schema). */
@Path("/api/admin/schema")
@ForAdmins
public class SchemaResource {
    private final SchemaNumbers numbers;
    private final SchemaSettings settings;
    private final JsonBody json;

    SchemaResource(SchemaNumbers numbers, SchemaSettings settings, JsonBody json) {
        this.numbers = numbers;
        this.settings = settings;
        this.json = json;
    }

    @GET
    public Uni<ObjectNode> read() {
        return answer(numbers.read());
    }

    /** Sets the limit; the number rises or falls with it, if it may. */
    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<ObjectNode> limit(byte @Nullable [] body) {
        JsonNode sent = json.read(body == null ? new byte[0] : body);
        Optional<Integer> limit = LimitBody.read(sent, settings.known());
        return answer(numbers.limit(limit));
    }

    private Uni<ObjectNode> answer(Uni<StoredSchema> schema) {
        return BackOnContext.of(schema.map(stored -> AdminViews.of(stored, settings.known())))
                .onFailure(SchemaNumbers.InUseException.class)
                .transform(inUse -> new ProblemException(ProblemType.SCHEMA_IN_USE));
    }
}
