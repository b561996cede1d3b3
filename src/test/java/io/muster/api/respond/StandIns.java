package io.muster.api.respond;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.muster.api.StaffView;
import io.muster.event.Event;
import io.muster.event.Request;
import io.muster.respond.Changes;
import io.muster.respond.Outcome;
import io.quarkus.arc.DefaultBean;
import io.smallrye.mutiny.Uni;
import org.bson.types.ObjectId;

/** Until the real ones are there: no event exists, and none is shown. */
@ApplicationScoped
public class StandIns {
    @Produces
    @DefaultBean
    @Singleton
    Changes changes() {
        return new NoEvents();
    }

    /** Knows no event; tests that need one are skipped while this stands in. */
    static final class NoEvents implements Changes {
        @Override
        public Uni<Outcome> submit(ObjectId eventId, Request request) {
            return Uni.createFrom().failure(new UnknownEvent());
        }

        @Override
        public Uni<List<Event>> create(List<Event> events, String actor, String requestKey, String fingerprint) {
            return Uni.createFrom().failure(new UnsupportedOperationException());
        }
    }

    @Produces
    @DefaultBean
    @Singleton
    StaffView view() {
        return (event, person) -> JsonNodeFactory.instance.objectNode();
    }
}
