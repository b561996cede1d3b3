package io.muster.api.admin;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import io.muster.store.schema.StoredSchema;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class AdminViewsTest {
    /** One time in a thousand it is. */
    @Test
    void aTimeWithoutMillisecondsIsWrittenWithThem() {
        StoredSchema schema = new StoredSchema(
                1, 1, Optional.empty(), List.of(new StoredSchema.Member(6, Instant.parse("2026-01-02T03:04:05Z"))));
        assertThat(AdminViews.of(schema, 6).at("/processes/0/seen").textValue()).isEqualTo("2026-01-02T03:04:05.000Z");
    }
}
