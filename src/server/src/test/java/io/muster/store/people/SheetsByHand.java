package io.muster.store.people;

import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

import io.muster.people.MemberChange;
import io.quarkus.mongodb.reactive.ReactiveMongoClient;
import io.smallrye.mutiny.Uni;

/** Sheets as tests bring them in without the service around them. */
public final class SheetsByHand {
    private SheetsByHand() {}

    /** @param around what happens before and after a part is written */
    public static MemberSheets sheets(
            ReactiveMongoClient client, String database, UnaryOperator<Uni<Set<MemberChange>>> around) {
        return new MemberSheets(client, database) {
            @Override
            public Uni<Set<MemberChange>> write(List<MemberChange> changes) {
                return around.apply(super.write(changes));
            }
        };
    }

    public static Teams teams(ReactiveMongoClient client, String database) {
        return new Teams(client, database);
    }
}
