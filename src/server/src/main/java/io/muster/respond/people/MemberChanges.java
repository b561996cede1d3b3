package io.muster.respond.people;

import java.util.function.Function;

import jakarta.inject.Singleton;

import com.mongodb.reactivestreams.client.ClientSession;
import io.muster.people.Member;
import io.muster.respond.Transactions;
import io.muster.respond.UndecidedException;
import io.muster.store.DatabaseFailure;
import io.muster.store.people.MemberExistsException;
import io.muster.store.people.MemberLedger;
import io.muster.store.people.Members;
import io.smallrye.mutiny.Uni;

/** Changes and removes members. What could take the firm's last manager away is decided in a transaction. */
@Singleton
public class MemberChanges {
    private final Members members;
    private final MemberLedger ledger;
    private final Transactions transactions;

    MemberChanges(Members members, MemberLedger ledger, Transactions transactions) {
        this.members = members;
        this.ledger = ledger;
        this.transactions = transactions;
    }

    /**
     * Makes a member another.
     *
     * @return whether the member was stored as {@code before}; fails with {@link LastManagerException}, with {@link
     *     MemberExistsException}, or with what the database says
     */
    public Uni<Boolean> change(Member before, Member after) {
        return before.managesNow() && !after.managesNow()
                ? ledger.prepare(after)
                        .chain(() -> unlessLast(before, session -> ledger.update(session, after, before.version())))
                : members.update(after, before.version());
    }

    /**
     * Removes a member.
     *
     * @return as of {@link #change}
     */
    public Uni<Boolean> remove(Member member) {
        return member.managesNow()
                ? unlessLast(member, session -> ledger.delete(session, member))
                : members.delete(member);
    }

    /** Whether the firm has another manager, now. */
    public Uni<Boolean> mayLeave(Member member) {
        return member.managesNow()
                ? unlessLast(member, session -> Uni.createFrom().item(true))
                : Uni.createFrom().item(true);
    }

    private Uni<Boolean> unlessLast(Member member, Function<ClientSession, Uni<Boolean>> change) {
        return ledger.ensureFirm(member.managerId())
                .chain(() -> transactions.run(session -> ledger.isManagedByAnother(session, member)
                        .chain(another -> another
                                ? change.apply(session)
                                : Uni.createFrom().failure(LastManagerException::new))))
                .onFailure(DatabaseFailure::isDuplicateKey)
                .transform(MemberExistsException::new)
                .onFailure(failure ->
                        !(failure instanceof LastManagerException || failure instanceof MemberExistsException))
                .transform(UndecidedException::ofNothingRecorded);
    }
}
