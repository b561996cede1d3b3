package io.muster.respond.people;

import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

import jakarta.inject.Singleton;

import com.mongodb.reactivestreams.client.ClientSession;
import io.muster.identity.Caller;
import io.muster.identity.FirstManagerAddress;
import io.muster.people.Access;
import io.muster.people.Firm;
import io.muster.people.Member;
import io.muster.people.MemberState;
import io.muster.respond.Transactions;
import io.muster.respond.UndecidedException;
import io.muster.store.people.Firms;
import io.muster.store.people.MemberLedger;
import io.smallrye.mutiny.Uni;
import org.bson.types.ObjectId;

/**
 * Makes the person with the address of the setting manager of the firm {@code main}, once in the life of the database: a manager whom others have
 * removed since is not one again by the setting.
 */
@Singleton
class FirstManager {
    static final String FIRM = "main";

    private static final String NAME = "Main";
    private static final int MAX_NAME = 200;

    private final FirstManagerAddress address;
    private final Firms firms;
    private final MemberLedger ledger;
    private final Transactions transactions;

    FirstManager(FirstManagerAddress address, Firms firms, MemberLedger ledger, Transactions transactions) {
        this.address = address;
        this.firms = firms;
        this.ledger = ledger;
        this.transactions = transactions;
    }

    /** Whether the caller has become it now. */
    Uni<Boolean> of(Caller caller, ZoneId zone) {
        return address.isOf(caller)
                ? ledger.hadFirstManager(FIRM)
                        .chain(had -> had ? Uni.createFrom().item(false) : become(caller, zone))
                : Uni.createFrom().item(false);
    }

    private Uni<Boolean> become(Caller caller, ZoneId zone) {
        return firm(zone)
                .chain(() -> transactions
                        .run(session -> ledger.takeFirstManager(session, FIRM)
                                .chain(first -> first
                                        ? manages(session, caller).replaceWith(true)
                                        : Uni.createFrom().item(false)))
                        .onFailure()
                        .transform(UndecidedException::ofNothingRecorded));
    }

    /** If another process makes it at the same time, there is one all the same. */
    private Uni<Void> firm(ZoneId zone) {
        return firms.one(FIRM)
                .chain(found ->
                        found.isPresent() ? Uni.createFrom().item(true) : firms.store(Firm.made(FIRM, NAME, zone), 0))
                .chain(() -> ledger.ensureFirm(FIRM));
    }

    private Uni<Void> manages(ClientSession session, Caller caller) {
        return ledger.among(session, FIRM, List.of(caller.userKey()))
                .chain(found -> found.isEmpty()
                        ? made(session, caller)
                        : ledger.update(
                                        session,
                                        found.get(0).asManager(),
                                        found.get(0).version())
                                .replaceWithVoid());
    }

    /** Whoever has the address in the firm already keeps it: it is that of one member. */
    private Uni<Void> made(ClientSession session, Caller caller) {
        String email = caller.verifiedEmail().orElseThrow();
        return ledger.hasAddress(session, FIRM, email)
                .chain(taken ->
                        ledger.insert(session, member(caller, Optional.of(email).filter(it -> !taken))));
    }

    private static Member member(Caller caller, Optional<String> email) {
        String name = caller.profile()
                .name()
                .filter(it -> !it.isBlank())
                .orElseGet(() -> caller.verifiedEmail().orElseThrow());
        return new Member(
                new ObjectId(),
                FIRM,
                caller.userKey(),
                name.substring(0, Math.min(name.length(), MAX_NAME)),
                email,
                Optional.empty(),
                List.of(),
                List.of(),
                Access.MANAGER,
                MemberState.ACTIVE,
                Optional.empty(),
                1);
    }
}
