package io.muster.store;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

import com.mongodb.client.model.Filters;
import io.muster.event.EventField;
import io.muster.event.journal.JournalEntry;
import io.muster.event.journal.SchemaNumber;
import org.bson.conversions.Bson;

/** The journal entries that need more than {@link SchemaNumber#FIRST}, as they are stored. No index helps to find them. */
public final class NewerChanges {
    /** By number the entries that need it, though some may need more. */
    public static final SortedMap<Integer, Bson> BY_NUMBER = byNumber();

    private NewerChanges() {}

    private static SortedMap<Integer, Bson> byNumber() {
        SortedMap<Integer, Bson> byNumber = new TreeMap<>();
        byNumber.put(SchemaNumber.STANDBY, Filters.or(ofStandby()));
        byNumber.put(
                SchemaNumber.CONDITIONS,
                Filters.or(
                        Filters.exists("set." + EventDocuments.WAVES),
                        Filters.exists("set.roles." + RoleDocuments.REQUIRES),
                        Filters.exists(JournalDocuments.OVERRIDE)));
        byNumber.put(SchemaNumber.OVERLAP, JournalDocuments.OF_REFUSED_OVERLAP);
        byNumber.put(SchemaNumber.REKEYED, Filters.eq("kind", JournalEntry.Kind.REKEYED.wireName()));
        byNumber.put(SchemaNumber.ERASED, Filters.eq("kind", JournalEntry.Kind.ERASED.wireName()));
        return Collections.unmodifiableSortedMap(byNumber);
    }

    private static List<Bson> ofStandby() {
        List<Bson> found = new ArrayList<>();
        found.add(Filters.in(
                "kind",
                SchemaNumber.STANDBY_KINDS.stream()
                        .map(JournalEntry.Kind::wireName)
                        .toList()));
        found.add(Filters.exists(JournalDocuments.ASKS_AGAIN));
        found.add(Filters.exists(JournalDocuments.RENAMED));
        for (EventField field : SchemaNumber.STANDBY_FIELDS) {
            found.add(Filters.exists("set." + field.wireName()));
            found.add(Filters.eq("unset", field.wireName()));
        }
        for (String member : List.of(RoleDocuments.WAITLIST, RoleDocuments.APPROVAL, RoleDocuments.STANDBY_MAX)) {
            found.add(Filters.exists("set.roles." + member));
        }
        return found;
    }
}
