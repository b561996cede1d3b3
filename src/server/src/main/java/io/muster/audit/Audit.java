package io.muster.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

import jakarta.inject.Singleton;

import io.muster.store.DatabaseFailure;
import io.muster.store.EventDocuments;
import io.muster.store.audit.EventPages;
import io.muster.store.audit.ExclusivePlaces;
import io.muster.store.audit.JournalChunks;
import io.muster.store.people.BlockingFirms;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import org.bson.BsonValue;
import org.bson.RawBsonDocument;
import org.bson.codecs.DocumentCodec;
import org.bson.types.ObjectId;
import org.jboss.logging.Logger;

/**
 * Checks every event against its journal, by id, in pages. It holds a page of events, a chunk of journal entries and
 * one replayed event in memory. A suspected violation is read again before it is reported, because the event may just
 * have changed: an event is checked at the version it was read at, by the entries up to that version, which never
 * change.
 */
@Singleton
public class Audit {
    private static final Logger LOG = Logger.getLogger(Audit.class);
    private static final int KEEP_NONE = 0;
    private static final int READ_AGAIN = 5;

    private final EventPages events;
    private final JournalChunks journal;
    private final OverlapCheck overlaps;
    private final BlockingFirms blocking;
    private final AuditSettings settings;
    private final AuditMetrics metrics;

    Audit(
            EventPages events,
            JournalChunks journal,
            ExclusivePlaces places,
            BlockingFirms blocking,
            AuditSettings settings,
            AuditMetrics metrics) {
        this.events = events;
        this.journal = journal;
        this.overlaps = new OverlapCheck(places);
        this.blocking = blocking;
        this.settings = settings;
        this.metrics = metrics;
    }

    /**
     * Checks events for a caller who waits: until the time is up, or up to {@link AuditSettings#maxViolations}.
     *
     * @param after the event to continue after; empty for the first
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
     * Checks all events and only counts. If a page cannot be read, and after retries neither, it ends and reports what
     * it has found so far.
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

    /** The next page. It counts only when it has been checked completely, so it may be read any number of times. */
    private Uni<Boolean> page(Findings findings) {
        return Uni.createFrom().deferred(() -> events.after(findings.position()).chain(read -> judge(findings, read)));
    }

    private Uni<Boolean> again(Uni<Boolean> page) {
        return page.onFailure(DatabaseFailure::isOfDatabase)
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
                .chain(violations -> overlaps(page.exclusive())
                        .map(more -> Stream.of(violations, more)
                                .flatMap(List::stream)
                                .toList()))
                .invoke(violations -> findings.went(page, violations, last && !page.isCut()))
                .replaceWith(true);
    }

    private Uni<List<InvariantViolation>> confirm(List<ObjectId> suspects) {
        return Multi.createFrom()
                .iterable(suspects)
                .onItem()
                .transformToUniAndConcatenate(this::afresh)
                .collect()
                .in(() -> new ArrayList<InvariantViolation>(), List::addAll)
                .map(List::copyOf);
    }

    /** What each of these has with other events. */
    private Uni<List<InvariantViolation>> overlaps(List<Page.Exclusive> events) {
        return Multi.createFrom()
                .iterable(events)
                .onItem()
                .transformToUniAndConcatenate(each ->
                        overlaps.of(EventDocuments.event(each.event().decode(new DocumentCodec())), each.versions()))
                .collect()
                .in(() -> new ArrayList<InvariantViolation>(), List::addAll)
                .map(List::copyOf);
    }

    /** The violations of an event and its journal in their current state, the event read first. */
    private Uni<List<InvariantViolation>> afresh(ObjectId id) {
        return events.one(id)
                .chain(event -> blocks(event).chain(blocks -> {
                    JournalCheck check =
                            new JournalCheck(event.map(Page::versionOf).orElse(0L), blocks);
                    return journal.of(id, lines -> {
                                lines.forEach(check::take);
                                return true;
                            })
                            .chain(() ->
                                    event.map(found -> judged(found, check)).orElseGet(() -> orphaned(id, check)));
                }));
    }

    /** Whether the event's firm may have blocked somebody by the version at which the event was read. */
    private Uni<Boolean> blocks(Optional<RawBsonDocument> event) {
        return event.map(found -> found.get(EventDocuments.MANAGER_ID))
                .filter(BsonValue::isString)
                .map(managerId -> blocking.blocks(managerId.asString().getValue()))
                .orElseGet(() -> Uni.createFrom().item(false));
    }

    private Uni<List<InvariantViolation>> judged(RawBsonDocument event, JournalCheck check) {
        List<InvariantViolation> violations = EventCheck.of(event, check);
        if (!violations.isEmpty() || check.last() <= Page.versionOf(event)) {
            return Uni.createFrom().item(violations);
        }
        ObjectId id = EventPages.idOf(event);
        return events.one(id)
                .map(now -> now.filter(it -> Page.versionOf(it) >= check.last()).isPresent()
                        ? List.of()
                        : List.of(InvariantViolation.of(
                                id,
                                InvariantViolation.Kind.JOURNAL,
                                "it goes on to version " + check.last() + " beyond the event's")));
    }

    private static Uni<List<InvariantViolation>> orphaned(ObjectId id, JournalCheck check) {
        return Uni.createFrom()
                .item(
                        check.last() == 0
                                ? List.of()
                                : List.of(InvariantViolation.of(
                                        id,
                                        InvariantViolation.Kind.JOURNAL,
                                        "lines to version " + check.last() + " of no event")));
    }
}
