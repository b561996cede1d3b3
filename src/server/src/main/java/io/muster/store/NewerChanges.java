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

/** The journal entries that need more than {@link SchemaNumber#FIRST}, as they are stored. */
public final class NewerChanges {
    /** The entries that need {@link SchemaNumber#STANDBY}, some of which need more. */
    static final Bson OF_STANDBY = Filters.or(ofStandby());

    /** The entries that need {@link SchemaNumber#QUALIFICATIONS}. */
    static final Bson OF_QUALIFICATIONS = Filters.or(
            Filters.exists("set.roles." + RoleDocuments.REQUIRES), Filters.exists(JournalDocuments.OVERRIDE));

    /** By number the entries that need it, though some may need more. No index helps to find them. */
    public static final SortedMap<Integer, Bson> BY_NUMBER = byNumber();

    private NewerChanges() {}

    private static SortedMap<Integer, Bson> byNumber() {
        SortedMap<Integer, Bson> byNumber = new TreeMap<>();
        byNumber.put(SchemaNumber.STANDBY, OF_STANDBY);
        byNumber.put(SchemaNumber.QUALIFICATIONS, OF_QUALIFICATIONS);
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
        found.add(Filters.exists("set." + EventDocuments.WAVES));
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
