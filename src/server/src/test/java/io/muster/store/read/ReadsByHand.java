package io.muster.store.read;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import io.muster.identity.Caller;
import io.muster.store.DatabaseClock;
import io.quarkus.mongodb.reactive.ReactiveMongoClient;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.mutiny.Uni;

/** Reads as tests put them together without the service around them. */
public final class ReadsByHand {
    private static final int ABOVE_DEFAULTS = 500;

    private ReadsByHand() {}

    public static EventLists lists(ReactiveMongoClient client, String database) {
        return new EventLists(client, database);
    }

    public static JournalReads journal(ReactiveMongoClient client, String database) {
        return new JournalReads(client, database);
    }

    public static Deltas deltas(ReactiveMongoClient client, String database) {
        return new Reads(client, database, Map.of()).deltas;
    }

    /** The settings with their defaults, but for what differs, by the name after {@code muster.reads.}. */
    public static ReadSettings settings(Map<String, String> different) {
        SmallRyeConfigBuilder builder = new SmallRyeConfigBuilder()
                .withConverter(MemorySize.class, ABOVE_DEFAULTS, new MemorySizeConverter())
                .withMapping(ReadSettings.class);
        different.forEach((name, value) -> builder.withSources(
                new PropertiesConfigSource(Map.of("muster.reads." + name, value), name, ABOVE_DEFAULTS)));
        return builder.build().getConfigMapping(ReadSettings.class);
    }

    /** The reads of one process. */
    public static final class Reads {
        public final StaffLists staff;
        public final EventReads events;
        public final ManagerLists managers;
        public final Deltas deltas;
        public final SummaryReads summaries;
        private final EventLists each;

        public Reads(ReactiveMongoClient client, String database, Map<String, String> different) {
            ReadSettings settings = settings(different);
            KeptEvents kept = new KeptEvents(settings);
            each = new EventLists(client, database);
            staff = new StaffLists(
                    new AheadEvents(client, database, kept, settings),
                    new SharedParts(client, database, each, kept, settings));
            events = new EventReads(client, database, kept);
            managers = new ManagerLists(client, database, kept);
            summaries = new SummaryReads(client, database, new DatabaseClock(client));
            JournalReads journal = journal(client, database);
            deltas = new Deltas(each, new SharedChanges(client, database, journal, kept, settings), journal);
        }

        /** What {@link StaffLists#listed} has to give, by a search for this person alone. */
        public Uni<List<StoredEvent>> searched(
                Listing listing, Caller person, ListFilter filter, Instant now, Slice slice) {
            return each.listed(listing, person, filter, now, slice);
        }
    }
}
