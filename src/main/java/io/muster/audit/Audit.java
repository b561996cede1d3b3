package io.muster.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

import jakarta.inject.Singleton;

import com.mongodb.MongoException;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import org.bson.RawBsonDocument;
import org.bson.types.ObjectId;
import org.jboss.logging.Logger;

/**
 * Checks every event against its journal, by id, a page at a time: what is in memory is a page of events, a chunk of lines
 * and one event replayed. Whatever looks wrong is read again before it is believed, for it may just have changed: an event
 * is judged at the version it was read at, by the lines up to that version, which never change.
 */
@Singleton
public class Audit {
    private static final Logger LOG = Logger.getLogger(Audit.class);
    private static final int KEEP_NONE = 0;
    private static final int READ_AGAIN = 5;

    private final EventPages events;
    private final JournalChunks journal;
    private final AuditSettings settings;
    private final AuditMetrics metrics;

    Audit(EventPages events, JournalChunks journal, AuditSettings settings, AuditMetrics metrics) {
        this.events = events;
        this.journal = journal;
        this.settings = settings;
        this.metrics = metrics;
    }

    /**
     * Checks events for somebody who waits: until enough, or {@link AuditSettings#maxViolations}.
     *
     * @param after above this one, or from the first
     */
    public Uni<AuditReport> part(Optional<ObjectId> after, BooleanSupplier enough) {
        return Uni.createFrom().deferred(() -> {
            Findings findings = new Findings(after.orElseGet(EventPages::start), settings.maxViolations());
            return check(page(findings), findings, () -> findings.isFull() || enough.getAsBoolean())
                    .onItemOrFailure()
                    .invoke(() -> metrics.found(findings.report()))
                    .map(done -> findings.report());
        });
    }

    /**
     * Checks all events; counts only. Where a page cannot be read, nor a while later, it ends and reports what it has found so
     * far.
     */
    public Uni<AuditReport> whole() {
        return Uni.createFrom().deferred(() -> {
            Findings findings = new Findings(EventPages.start(), KEEP_NONE);
            return check(again(page(findings)), findings, () -> false)
                    .onFailure()
                    .invoke(failure -> LOG.warnf(
                            "audit ended early after=%s cause=%s",
                            findings.position(), failure.getClass().getName()))
                    .onFailure()
                    .recoverWithItem(false)
                    .map(done -> findings.report())
                    .invoke(metrics::found);
        });
    }

    private Uni<Boolean> check(Uni<Boolean> page, Findings findings, BooleanSupplier enough) {
        return Multi.createBy()
                .repeating()
                .uni(() -> page)
                .whilst(done -> !findings.isComplete() && !enough.getAsBoolean())
                .collect()
                .last();
    }

    /** The next page. It counts for nothing until all of it is judged, so it may be read any number of times. */
    private Uni<Boolean> page(Findings findings) {
        return Uni.createFrom().deferred(() -> events.after(findings.position()).chain(read -> judge(findings, read)));
    }

    private Uni<Boolean> again(Uni<Boolean> page) {
        return page.onFailure(MongoException.class)
                .retry()
                .withBackOff(settings.pause())
                .atMost(READ_AGAIN);
    }

    private Uni<Boolean> judge(Findings findings, List<RawBsonDocument> read) {
        Page page = new Page(findings.position(), read);
        boolean last = !events.isFull(read);
        ObjectId upTo = last ? JournalChunks.end() : EventPages.idOf(read.get(read.size() - 1));
        return journal.between(findings.position(), upTo, page::take)
                .invoke(page::end)
                .chain(() -> confirm(page.suspects()))
                .invoke(violations -> findings.went(page, violations, last && !page.isCut()))
                .replaceWith(true);
    }

    private Uni<List<Violation>> confirm(List<ObjectId> suspects) {
        return Multi.createFrom()
                .iterable(suspects)
                .onItem()
                .transformToUniAndConcatenate(this::afresh)
                .collect()
                .in(() -> new ArrayList<Violation>(), List::addAll)
                .map(List::copyOf);
    }

    /** What is wrong with an event and its journal as they are now, the event read first. */
    private Uni<List<Violation>> afresh(ObjectId id) {
        return events.one(id).chain(event -> {
            JournalCheck check = new JournalCheck(event.map(Page::versionOf).orElse(0L));
            return journal.of(id, lines -> {
                        lines.forEach(check::take);
                        return true;
                    })
                    .chain(() -> event.map(found -> judged(found, check)).orElseGet(() -> orphaned(id, check)));
        });
    }

    private Uni<List<Violation>> judged(RawBsonDocument event, JournalCheck check) {
        List<Violation> violations = EventCheck.of(event, check);
        if (!violations.isEmpty() || check.last() <= Page.versionOf(event)) {
            return Uni.createFrom().item(violations);
        }
        ObjectId id = EventPages.idOf(event);
        return events.one(id)
                .map(now -> now.filter(it -> Page.versionOf(it) >= check.last()).isPresent()
                        ? List.of()
                        : List.of(Violation.of(
                                id,
                                Violation.Kind.JOURNAL,
                                "it goes on to version " + check.last() + " beyond the event's")));
    }

    private static Uni<List<Violation>> orphaned(ObjectId id, JournalCheck check) {
        return Uni.createFrom()
                .item(
                        check.last() == 0
                                ? List.of()
                                : List.of(Violation.of(
                                        id,
                                        Violation.Kind.JOURNAL,
                                        "lines to version " + check.last() + " of no event")));
    }
}
