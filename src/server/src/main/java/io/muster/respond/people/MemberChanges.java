package io.muster.respond.people;

import java.util.List;
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

/**
 * Makes, changes and removes members. What could leave the firm without anybody who manages it is decided in a transaction: taking a
 * manager away, and blocking anybody, since nobody knows who manages by token. Whoever blocks is left, or another manager is.
 */
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
     * Stores a new member.
     *
     * @param fingerprint of the request's content
     * @param by the userKey of who does
     * @return fails as {@link #change} does
     */
    public Uni<Void> make(Member member, String fingerprint, String by) {
        return member.isShutOut()
                ? blocked(member, by, session -> ledger.insert(session, member, fingerprint))
                        .replaceWithVoid()
                : isBlockKept(member)
                        .chain(kept ->
                                kept ? insteadOfBlock(member, fingerprint) : members.insert(member, fingerprint));
    }

    private Uni<Boolean> isBlockKept(Member member) {
        return member.hasAccount()
                ? ledger.isBlockKept(member.managerId(), member.userKey())
                : Uni.createFrom().item(false);
    }

    /** What the firm says anew ends the block that it has kept of somebody whom it has erased. */
    private Uni<Void> insteadOfBlock(Member member, String fingerprint) {
        return inTransaction(
                        member,
                        session -> Uni.createFrom().item(true),
                        session -> ledger.unblock(session, member)
                                .chain(() -> ledger.insert(session, member, fingerprint)))
                .replaceWithVoid();
    }

    /**
     * Makes a member another.
     *
     * @param by the userKey of who does
     * @return whether the member was stored as {@code before}; fails with {@link LastManagerException}, with {@link
     *     OwnMemberException}, with {@link MemberExistsException}, or with what the database says
     */
    public Uni<Boolean> change(Member before, Member after, String by) {
        Function<ClientSession, Uni<Boolean>> update = session -> ledger.update(session, after, before.version());
        if (after.isShutOut() && !before.isShutOut()) {
            return blocked(before, by, update);
        }
        return before.managesNow() && !after.managesNow()
                ? unlessLast(before, update)
                : members.update(after, before.version());
    }

    private Uni<Boolean> blocked(Member member, String by, Function<ClientSession, Uni<Boolean>> change) {
        if (member.userKey().equals(by)) {
            return Uni.createFrom().failure(OwnMemberException::new);
        }
        Uni<Void> prepared = ledger.prepareBlocking(member.managerId());
        return prepared.chain(() -> member.managesNow()
                ? unlessLast(member, change)
                : inTransaction(member, session -> isManagedWithout(session, member, by), change));
    }

    /** Of two who block each other the second one is blocked by then. */
    private Uni<Boolean> isManagedWithout(ClientSession session, Member member, String by) {
        return ledger.isManagedByAnother(session, member)
                .chain(another -> another
                        ? Uni.createFrom().item(true)
                        : ledger.among(session, member.managerId(), List.of(by))
                                .map(found -> found.stream().noneMatch(Member::isShutOut)));
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

    /**
     * Removes a member, and does something else in the same transaction.
     *
     * @return as of {@link #change}
     */
    Uni<Boolean> remove(Member member, Function<ClientSession, Uni<Void>> more) {
        return inTransaction(
                member,
                session -> member.managesNow()
                        ? ledger.isManagedByAnother(session, member)
                        : Uni.createFrom().item(true),
                session -> ledger.delete(session, member)
                        .chain(removed -> removed
                                ? more.apply(session).replaceWith(true)
                                : Uni.createFrom().item(false)));
    }

    /**
     * Removes a manager in the caller's transaction, also one who was changed since; fails with {@link LastManagerException}. There has to be
     * a document of the firm.
     */
    Uni<Void> leave(ClientSession session, Member manager) {
        return ledger.isManagedByAnother(session, manager)
                .chain(another -> another
                        ? ledger.remove(session, manager)
                        : Uni.createFrom().failure(LastManagerException::new));
    }

    /** Whether the firm has another manager, now. */
    public Uni<Boolean> mayLeave(Member member) {
        return member.managesNow()
                ? unlessLast(member, session -> Uni.createFrom().item(true))
                : Uni.createFrom().item(true);
    }

    private Uni<Boolean> unlessLast(Member member, Function<ClientSession, Uni<Boolean>> change) {
        return inTransaction(member, session -> ledger.isManagedByAnother(session, member), change);
    }

    private Uni<Boolean> inTransaction(
            Member member,
            Function<ClientSession, Uni<Boolean>> managed,
            Function<ClientSession, Uni<Boolean>> change) {
        return ledger.ensureFirm(member.managerId())
                .chain(() -> transactions.run(session -> managed.apply(session)
                        .chain(isManaged -> isManaged
                                ? change.apply(session)
                                : Uni.createFrom().failure(LastManagerException::new))))
                .onFailure(DatabaseFailure::isDuplicateKey)
                .transform(MemberExistsException::new)
                .onFailure(failure ->
                        !(failure instanceof LastManagerException || failure instanceof MemberExistsException))
                .transform(UndecidedException::ofNothingRecorded);
    }
}
