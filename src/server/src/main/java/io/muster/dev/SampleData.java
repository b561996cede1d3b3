package io.muster.dev;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.muster.api.body.EventBodies;
import io.muster.api.body.EventContent;
import io.muster.dev.SampleEvents.Sample;
import io.muster.event.Command;
import io.muster.event.Digest;
import io.muster.event.Event;
import io.muster.event.KeyedCommand;
import io.muster.event.RequestKeys;
import io.muster.identity.Caller;
import io.muster.identity.Employers;
import io.muster.identity.Profile;
import io.muster.respond.Changes;
import io.muster.store.people.People;
import io.muster.store.schema.Schema;
import io.muster.store.write.EventExistsException;
import io.quarkus.arc.profile.IfBuildProfile;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import org.bson.types.ObjectId;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Fills the embedded database with sample events, through the same pipeline as any change, and prints where to look.
 */
@Singleton
@IfBuildProfile("dev")
public class SampleData {
    private static final Logger LOG = Logger.getLogger(SampleData.class);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);
    private static final String ACTOR = "dev:manager";

    private final DevDatabase database;
    private final Schema schema;
    private final Changes changes;
    private final People people;
    private final EventBodies bodies;
    private final ObjectMapper json;
    private final int port;

    SampleData(
            DevDatabase database,
            Schema schema,
            Changes changes,
            People people,
            EventBodies bodies,
            ObjectMapper json,
            @ConfigProperty(name = "quarkus.http.port") int port) {
        this.database = database;
        this.schema = schema;
        this.changes = changes;
        this.people = people;
        this.bodies = bodies;
        this.json = json;
        this.port = port;
    }

    void fill(@Observes StartupEvent event) {
        if (!database.isEmbedded()) {
            return;
        }
        List<Sample> samples = SampleEvents.from(LocalDate.now(Clock.systemUTC()));
        whenReady()
                .onItem()
                .transformToMulti(ready -> Multi.createFrom().iterable(samples))
                .onItem()
                .transformToUniAndConcatenate(this::make)
                .collect()
                .asList()
                .subscribe()
                .with(
                        done -> LOG.info(Welcome.text(
                                port, DevDatabase.uri(), samples.get(0).id())),
                        failure -> LOG.error("no sample events", failure));
    }

    private Uni<Boolean> whenReady() {
        return Uni.createFrom()
                .item(schema::isReady)
                .onItem()
                .delayIt()
                .by(BETWEEN_LOOKS)
                .repeat()
                .until(Boolean::booleanValue)
                .collect()
                .last()
                .replaceWith(true);
    }

    /** Data from before a live reload is kept. */
    private Uni<Void> make(Sample sample) {
        return changes.create(List.of(event(sample)), ACTOR, RequestKeys.keyOf(ACTOR, Optional.empty()), "")
                .chain(made -> accept(sample))
                .onFailure(EventExistsException.class)
                .recoverWithNull();
    }

    private Uni<Void> accept(Sample sample) {
        Event event = event(sample);
        String role = event.roles().get(0).name();
        List<Uni<?>> accepts = IntStream.rangeClosed(1, sample.accepting())
                .<Uni<?>>mapToObj(number -> accept(sample.id(), person(number), role))
                .toList();
        return accepts.isEmpty()
                ? Uni.createFrom().voidItem()
                : Uni.combine().all().unis(accepts).discardItems();
    }

    private Uni<?> accept(ObjectId event, Caller person, String role) {
        return people.remember(person).chain(() -> changes.submit(event, request(person, role)));
    }

    private static KeyedCommand request(Caller person, String role) {
        return new KeyedCommand(
                new Command.Accept(person, role),
                RequestKeys.keyOf(person.userKey(), Optional.empty()),
                Digest.hex("accept", role),
                false);
    }

    private static Caller person(int number) {
        Profile profile = new Profile(Optional.of("Staff " + number), Optional.empty(), Optional.empty());
        return new Caller("dev:staff-" + number, profile, Optional.empty(), false, Employers.EVERYONE, Set.of(), false);
    }

    private Event event(Sample sample) {
        EventContent content = bodies.one(tree(sample.body()), SampleEvents.MANAGER_ID);
        return content.toEvent(sample.id(), SampleEvents.MANAGER_ID);
    }

    private JsonNode tree(String text) {
        try {
            return json.readTree(text);
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("a sample event is no JSON", broken);
        }
    }
}
