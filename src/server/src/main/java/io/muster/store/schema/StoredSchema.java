package io.muster.store.schema;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import io.muster.event.journal.SchemaNumber;
import org.bson.Document;

/**
 * The one document of the collection {@code schema} (docs/design.md#schema).
 *
 * @param number the {@link SchemaNumber} up to which changes are recorded; a process that does not know it does not run
 * @param used the highest number that a recorded change has needed; the number never falls below it
 * @param limit the number that it must not exceed, set by hand; empty if it follows the processes
 * @param processes those that have been seen lately
 */
public record StoredSchema(int number, int used, Optional<Integer> limit, List<Member> processes) {
    /** The document's {@code _id}. */
    public static final String ID = "schema";

    public static final String NUMBER = "number";
    public static final String USED = "used";
    static final String LIMIT = "limit";
    static final String PROCESSES = "processes";
    static final String PROCESS_ID = "id";
    static final String KNOWN = "known";
    static final String SEEN = "seen";

    /**
     * A process that runs.
     *
     * @param known the highest number that it knows
     * @param seen when it was last seen, by the database's time
     */
    public record Member(int known, Instant seen) {}

    static StoredSchema of(Document document) {
        return new StoredSchema(
                number(document, NUMBER),
                number(document, USED),
                Optional.ofNullable(document.get(LIMIT, Number.class)).map(Number::intValue),
                document.getList(PROCESSES, Document.class, List.of()).stream()
                        .map(process -> new Member(
                                number(process, KNOWN), process.getDate(SEEN).toInstant()))
                        .toList());
    }

    /** A number of it; the lowest where it is missing. Whoever sets one by hand may make it a double. */
    public static int number(Document document, String name) {
        Number number = document.get(name, Number.class);
        return number == null ? SchemaNumber.FIRST : number.intValue();
    }
}
