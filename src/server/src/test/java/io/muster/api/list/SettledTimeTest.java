package io.muster.api.list;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.muster.api.answer.AnswerForm;
import io.muster.api.answer.Parts;
import io.muster.api.view.Eligibility;
import io.muster.event.Event;
import io.muster.event.Role;
import io.muster.event.plan.Made;
import io.muster.identity.Caller;
import io.muster.identity.Employers;
import io.muster.identity.Profile;
import io.muster.store.Clocks;
import io.muster.store.DatabaseClock;
import io.muster.store.read.ListFilter;
import io.muster.store.read.Listing;
import io.muster.store.read.ReadDatabase;
import io.muster.store.read.ReadsByHand;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.mutiny.Uni;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** A list tells the time up to which a majority knew everything, though the database's clock has gone on. */
class SettledTimeTest {
    private static final int ABOVE_DEFAULTS = 500;
    private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    private static final Instant SETTLED = NOW.minusSeconds(128);
    private static final Caller PERSON = new Caller(
            "oidc:ada", Profile.UNKNOWN, Optional.empty(), false, Employers.of(Set.of(Made.MANAGER)), Set.of(), false);
    private static final ListScope SCOPE = ListScope.ofStaff(Listing.SEEN, PERSON, ListFilter.ALL, true);

    private final ReadDatabase database = new ReadDatabase();
    private final Event event = Made.event(Role.of("Server", 1));

    @AfterEach
    void close() {
        database.close();
    }

    private Instant toldBy(ListParams params, Map<String, String> settings) throws IOException {
        ReadsByHand.Reads reads = database.process(Map.of());
        Lists lists = new Lists(
                reads.staff,
                reads.managers,
                reads.deltas,
                new Eligibility((person, firms) -> Uni.createFrom().nothing()),
                Clocks.at(new DatabaseClock.Reading(NOW, SETTLED)),
                Parts.answers(),
                config(settings));
        byte[] body = lists.seenBy(PERSON, params, new AnswerForm())
                .await()
                .atMost(Duration.ofSeconds(10))
                .getEntity();
        String timestamp =
                new ObjectMapper().readTree(body).path("serverTimestamp").textValue();
        return ListPosition.ofTimestamp(SCOPE, timestamp).orElseThrow();
    }

    private static ListConfig config(Map<String, String> settings) {
        return new SmallRyeConfigBuilder()
                .withConverter(Duration.class, ABOVE_DEFAULTS, new DurationConverter())
                .withMapping(ListConfig.class)
                .withSources(new PropertiesConfigSource(settings, "different", ABOVE_DEFAULTS))
                .build()
                .getConfigMapping(ListConfig.class);
    }

    @Test
    void theWholeListDoes() throws IOException {
        database.put(event);

        assertThat(toldBy(new ListParams(), Map.of())).isEqualTo(SETTLED);
    }

    @Test
    void theDeltaAndTheListInsteadOfItDo() throws IOException {
        database.put(event);
        ListParams since = new ListParams();
        since.lastSync = ListPosition.sealed(SCOPE.sync(), SETTLED);

        assertThat(toldBy(since, Map.of("muster.lists.overlap", "1000000000s"))).isEqualTo(SETTLED);
        assertThat(toldBy(since, Map.of("muster.lists.overlap", "1000000000s", "muster.lists.max-delta", "0")))
                .isEqualTo(SETTLED);
    }
}
