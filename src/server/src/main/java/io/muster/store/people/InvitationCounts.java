package io.muster.store.people;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

import jakarta.inject.Singleton;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Updates;
import io.muster.store.CollectionNames;
import io.muster.store.Documents;
import io.quarkus.mongodb.MongoClientName;
import io.quarkus.mongodb.reactive.ReactiveMongoClient;
import io.quarkus.mongodb.reactive.ReactiveMongoCollection;
import io.smallrye.mutiny.Uni;
import org.bson.Document;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** How many invitations a firm has made on a day (UTC), counted in the firm's document, for all processes together. */
@Singleton
public class InvitationCounts {
    /** The most of a firm on one day. */
    public static final int MOST_A_DAY = 500;

    private static final String INVITATIONS = "invitations";
    private static final String DAY = "day";
    private static final String COUNT = "count";

    private final ReactiveMongoCollection<Document> firms;
    private final MemberLedger ledger;

    InvitationCounts(
            @MongoClientName("lists") ReactiveMongoClient client,
            @ConfigProperty(name = "quarkus.mongodb.database") String database,
            MemberLedger ledger) {
        this.firms = client.getDatabase(database).getCollection(CollectionNames.FIRMS);
        this.ledger = ledger;
    }

    /** When a firm can invite again that has invited as many as it can. */
    public static Instant nextDay(Instant now) {
        return day(now).plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    private static LocalDate day(Instant now) {
        return now.atZone(ZoneOffset.UTC).toLocalDate();
    }

    /**
     * Counts invitations before they are made.
     *
     * @return how many of those wanted can be made
     */
    public Uni<Integer> take(String managerId, int wanted, Instant now) {
        if (wanted == 0) {
            return Uni.createFrom().item(0);
        }
        String today = day(now).toString();
        Document used = new Document(
                "$cond",
                List.of(
                        new Document("$eq", List.of("$" + INVITATIONS + "." + DAY, today)),
                        "$" + INVITATIONS + "." + COUNT,
                        0));
        Document count = new Document("$min", List.of(MOST_A_DAY, new Document("$add", List.of(used, wanted))));
        Document counted = new Document(INVITATIONS, new Document(DAY, today).append(COUNT, count));
        return ledger.ensureFirm(managerId)
                .chain(() -> firms.findOneAndUpdate(
                        Filters.eq("_id", managerId),
                        List.of(new Document("$set", counted)),
                        new FindOneAndUpdateOptions().returnDocument(ReturnDocument.BEFORE)))
                .map(before -> Math.min(wanted, MOST_A_DAY - used(before, today)));
    }

    private static int used(Document firm, String today) {
        return Optional.ofNullable(firm.get(INVITATIONS, Document.class))
                .filter(counted -> today.equals(counted.getString(DAY)))
                .map(counted -> (int) Documents.number(counted, COUNT))
                .orElse(0);
    }

    /** Takes back what was counted and not made. */
    public Uni<Void> giveBack(String managerId, int number, Instant now) {
        return number == 0
                ? Uni.createFrom().voidItem()
                : firms.updateOne(
                                Filters.and(
                                        Filters.eq("_id", managerId),
                                        Filters.eq(INVITATIONS + "." + DAY, day(now).toString())),
                                Updates.inc(INVITATIONS + "." + COUNT, -number))
                        .replaceWithVoid();
    }
}
