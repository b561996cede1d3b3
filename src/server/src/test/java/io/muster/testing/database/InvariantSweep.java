package io.muster.testing.database;

import java.util.ArrayList;
import java.util.List;

import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import org.bson.Document;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Judges a run by what lies in the database: every event and its journal, read raw, without the service's code except for
 * its replay. I1 to I5 hold exactly when it finds nothing.
 */
public final class InvariantSweep {
    private final MongoDatabase database;

    public InvariantSweep(MongoDatabase database) {
        this.database = database;
    }

    /** Fails with all that is wrong anywhere in the database. */
    public void assertHolds() {
        assertThat(violations()).as("invariants broken").isEmpty();
        assertThat(events().countDocuments()).as("events swept").isPositive();
    }

    /** All that is wrong anywhere in the database. */
    public List<StoredViolation> violations() {
        List<StoredViolation> found = new ArrayList<>();
        for (Document event : events().find()) {
            found.addAll(violations(event));
        }
        for (Document orphan : journal()
                .find(Filters.nin(
                        "_id.e",
                        events().distinct("_id", org.bson.types.ObjectId.class).into(new ArrayList<>())))) {
            found.add(new StoredViolation(StoredViolation.Kind.JOURNAL, "" + orphan.get("_id"), "a line of no event"));
        }
        return found;
    }

    private List<StoredViolation> violations(Document event) {
        List<Document> lines = journal()
                .find(Filters.eq("_id.e", event.getObjectId("_id")))
                .sort(Sorts.ascending("_id.v"))
                .into(new ArrayList<>());
        EventFaults faults = new EventFaults(event);
        faults.checkPlaces();
        faults.checkPeople();
        faults.checkFigures();
        new JournalFaults(faults, lines).check();
        new ReplayFaults(faults, database).check();
        return faults.found();
    }

    private com.mongodb.client.MongoCollection<Document> events() {
        return database.getCollection("events");
    }

    private com.mongodb.client.MongoCollection<Document> journal() {
        return database.getCollection("journal");
    }
}
