package io.muster.api.people;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import jakarta.inject.Singleton;

import io.muster.api.http.EventIds;
import io.muster.api.problem.ProblemException;
import io.muster.api.problem.ProblemType;
import io.muster.api.problem.Problems;
import io.muster.people.Member;
import io.muster.people.MemberChange;
import io.muster.people.Team;
import io.muster.store.lease.OneAtATime;
import io.muster.store.people.MemberSheets;
import io.muster.store.people.Teams;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import org.bson.types.ObjectId;

/**
 * Brings a sheet into a firm's list of members. Every row is checked before anything is written; then it is written in parts. What a
 * sheet was cut off at, the same sheet goes on with: a row that says what is stored changes nothing. A firm's imports do not overlap,
 * since nothing in the database keeps two members apart who have a phone number alone.
 */
@Singleton
class SheetImport {
    private static final String TASK = "import:";
    private static final int ROWS_AT_ONCE = 500;

    /** After that no further part is begun, so that the answer comes in time. */
    private static final Duration WRITES_FOR = Duration.ofSeconds(7);

    private final MemberSheets sheets;
    private final Teams teams;
    private final OneAtATime oneAtATime;

    SheetImport(MemberSheets sheets, Teams teams, OneAtATime oneAtATime) {
        this.sheets = sheets;
        this.teams = teams;
        this.oneAtATime = oneAtATime;
    }

    /** What was done, or would be, and what is wrong. */
    record Result(int created, int updated, int unchanged, SheetErrors errors) {}

    /**
     * Brings it in, if nothing is wrong with it. Fails with {@link OneAtATime.BusyException} while another import of the firm writes.
     *
     * @param dryRun whether nothing is written in any case
     */
    Uni<Result> run(String managerId, byte[] file, boolean dryRun) {
        return dryRun
                ? broughtIn(managerId, file, true)
                : oneAtATime.run(TASK + managerId, () -> broughtIn(managerId, file, false));
    }

    private Uni<Result> broughtIn(String managerId, byte[] file, boolean dryRun) {
        long begun = System.nanoTime();
        return onWorker(Uni.createFrom().item(() -> Sheet.read(file)))
                .chain(sheet -> {
                    Named named = Named.in(sheet);
                    return teams.of(managerId)
                            .chain(all -> onWorker(sheets.matching(managerId, named.ids, named.emails, named.phones))
                                    .map(found -> plan(managerId, sheet, all, found, named.emails)));
                })
                .chain(plan -> dryRun || plan.errors().count() > 0
                        ? Uni.createFrom().item(foretold(plan, dryRun))
                        : written(plan, begun));
    }

    /** A large sheet takes longer than an event loop may be held up. */
    private static <T> Uni<T> onWorker(Uni<T> work) {
        return work.runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                .emitOn(Infrastructure.getDefaultWorkerPool());
    }

    /** By what the rows name members, each as it is compared. */
    private record Named(Set<ObjectId> ids, Set<String> emails, Set<String> phones) {
        static Named in(Sheet sheet) {
            Named named = new Named(new HashSet<>(), new HashSet<>(), new HashSet<>());
            for (Sheet.Row row : sheet.rows()) {
                SheetPlan.Names names = SheetPlan.Names.of(row);
                names.id().flatMap(EventIds::of).ifPresent(named.ids::add);
                names.email().ifPresent(named.emails::add);
                names.phone().ifPresent(named.phones::add);
            }
            return named;
        }
    }

    private static SheetPlan plan(
            String managerId, Sheet sheet, List<Team> teams, List<Member> found, Set<String> emails) {
        SheetPlan plan = new SheetPlan(managerId, teams, found, emails, ObjectId::new);
        sheet.rows().forEach(plan::take);
        return plan;
    }

    /** Of a sheet with errors that was to be written: nothing was. */
    private static Result foretold(SheetPlan plan, boolean dryRun) {
        int created = (int) plan.changes().stream().filter(SheetImport::isNew).count();
        return dryRun
                ? new Result(created, plan.changes().size() - created, plan.unchanged(), plan.errors())
                : new Result(0, 0, 0, plan.errors());
    }

    private static boolean isNew(SheetPlan.Change change) {
        return change.change().before().isEmpty();
    }

    private Uni<Result> written(SheetPlan plan, long begun) {
        List<List<SheetPlan.Change>> parts = new ArrayList<>();
        for (int from = 0; from < plan.changes().size(); from += ROWS_AT_ONCE) {
            parts.add(plan.changes().subList(from, Math.min(plan.changes().size(), from + ROWS_AT_ONCE)));
        }
        return Multi.createFrom()
                .iterable(parts)
                .onItem()
                .transformToUniAndConcatenate(part -> {
                    // The first part in any case: the same sheet would come no further otherwise.
                    if (part != parts.get(0) && System.nanoTime() - begun > WRITES_FOR.toNanos()) {
                        throw cutOff();
                    }
                    return onWorker(Uni.createFrom().deferred(() -> written(part)));
                })
                .collect()
                .in(() -> new Tally(plan.unchanged()), Tally::add)
                .map(Tally::result);
    }

    private Uni<Tally> written(List<SheetPlan.Change> part) {
        List<MemberChange> changes = part.stream().map(SheetPlan.Change::change).toList();
        return sheets.write(changes).map(failed -> {
            Tally tally = new Tally(0);
            for (SheetPlan.Change change : part) {
                if (failed.contains(change.change())) {
                    tally.errors.add(new SheetError(
                            change.line(), "", "was changed by somebody else meanwhile; send the sheet again"));
                } else if (isNew(change)) {
                    tally.created++;
                } else {
                    tally.updated++;
                }
            }
            return tally;
        });
    }

    private static ProblemException cutOff() {
        return new ProblemException(
                        ProblemType.OUTCOME_UNKNOWN, "A part of the sheet was written. Send it again to go on.")
                .retryAfter(Problems.SOON);
    }

    /** What has been written so far. */
    private static final class Tally {
        private final SheetErrors errors = new SheetErrors();
        private final int unchanged;
        private int created;
        private int updated;

        Tally(int unchanged) {
            this.unchanged = unchanged;
        }

        void add(Tally other) {
            created += other.created;
            updated += other.updated;
            errors.addAll(other.errors);
        }

        Result result() {
            return new Result(created, updated, unchanged, errors);
        }
    }
}
