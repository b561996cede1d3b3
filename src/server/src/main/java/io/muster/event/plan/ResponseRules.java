package io.muster.event.plan;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import io.muster.event.Command;
import io.muster.event.EventField;
import io.muster.event.EventStatus;
import io.muster.event.KeyedCommand;
import io.muster.event.Refusal;
import io.muster.event.Refusal.Reason;
import io.muster.event.Response;
import io.muster.event.Role;
import io.muster.event.StaffEntry;
import io.muster.event.Visibility;
import io.muster.event.journal.Change;
import io.muster.event.journal.EventState;
import io.muster.event.overlap.Engagement;
import io.muster.identity.Caller;

/** Decides accepts and declines by the contract's table, in its order (docs/api.md#respond-order). */
final class ResponseRules {
    private final PlanBuilder plan;
    private final EventState event;
    private final KeyedCommand request;

    ResponseRules(PlanBuilder plan, KeyedCommand request) {
        this.plan = plan;
        this.event = plan.state();
        this.request = request;
    }

    PendingDecision accept(Command.Accept said) {
        Caller caller = plan.judged(said.caller());
        Command.Accept accept = new Command.Accept(caller, said.role(), said.standby());
        Optional<StaffEntry> accepted = accepted(caller);
        if (isHiddenFrom(caller)) {
            return PendingDecision.refused(isHiddenByBarAlone(caller) ? Reason.BARRED : Reason.EVENT_NOT_FOUND);
        }
        if (isClosed() || event.status() == EventStatus.DRAFT || isPast(EventField.RESPOND_BY)) {
            return PendingDecision.refused(Reason.EVENT_CLOSED);
        }
        if (accepted.isPresent()) {
            String role = accepted.flatMap(StaffEntry::role).orElse("");
            return PendingDecision.refused(new Refusal(Reason.ALREADY_ACCEPTED, Map.of("role", role)));
        }
        if (isBarred(caller)) {
            return PendingDecision.refused(Reason.BARRED);
        }
        return Role.named(accept.role(), event.roles())
                .map(role -> accept(accept, role))
                .orElseGet(() -> PendingDecision.refused(Reason.ROLE_NOT_FOUND));
    }

    private PendingDecision accept(Command.Accept accept, Role role) {
        Optional<Instant> opensAt = event.audience()
                .opensAt(accept.caller(), time(EventField.OPENS_AT))
                .filter(plan.now()::isBefore);
        if (opensAt.isPresent()) {
            ZonedDateTime opening = opensAt.get()
                    .atZone((ZoneId) Objects.requireNonNull(event.fields().get(EventField.TIMEZONE)));
            return PendingDecision.refused(new Refusal(Reason.NOT_OPEN_YET, Map.of("opensAt", opening)));
        }
        if (isRefusedByManager(accept.caller())) {
            return PendingDecision.refused(Reason.REFUSED);
        }
        // Also who would only wait or ask, and who does so already: nobody gets by it what cannot be had.
        List<String> missing = plan.missing(accept.actor(), role);
        if (!missing.isEmpty()) {
            return PendingDecision.notQualified(missing);
        }
        if (plan.facts().isErasing(accept.actor())) {
            return PendingDecision.refused(Reason.ERASURE_RUNNING);
        }
        int free = role.count() - event.taken(role.key());
        if (role.approval() || free <= 0) {
            return new StandbyRules(plan, request).standBy(accept, role);
        }
        Optional<StaffEntry> waits = waitsFor(role, accept.caller());
        if (!Promotion.isOvertaking(event, role, waits, plan.at(), plan.facts())) {
            return takeUnlessEngaged(accept.caller(), role, waits);
        }
        // The places are those of others, who get them first; then the accept is judged.
        plan.promote(request, event.version() + 1);
        return accept(accept);
    }

    private Optional<StaffEntry> waitsFor(Role role, Caller caller) {
        return event.find(Response.STANDBY, caller.userKey())
                .filter(entry -> entry.key().filter(role.key()::equals).isPresent());
    }

    PendingDecision decline(Command.Decline decline) {
        Caller caller = plan.judged(decline.caller());
        if (isHiddenFrom(caller) && !holdsThoughBlocked(caller)) {
            return PendingDecision.refused(Reason.EVENT_NOT_FOUND);
        }
        if (isClosed()) {
            return PendingDecision.refused(Reason.EVENT_CLOSED);
        }
        if (accepted(caller).filter(entry -> !isUnconfirmed(entry)).isPresent() && isPast(EventField.WITHDRAW_UNTIL)) {
            return PendingDecision.refused(new Refusal(Reason.WITHDRAW_CLOSED, contact()));
        }
        return event.find(Response.DECLINE, caller.userKey())
                .map(PendingDecision::unchanged)
                .orElseGet(() -> plan.facts().isErasing(caller.userKey())
                        ? PendingDecision.refused(Reason.ERASURE_RUNNING)
                        : giveBack(decline));
    }

    /** Who came in after the version seen has seen another role there, or none. */
    PendingDecision confirm(Command.Confirm confirm) {
        Caller caller = plan.judged(confirm.caller());
        if (isHiddenFrom(caller)) {
            return PendingDecision.refused(Reason.EVENT_NOT_FOUND);
        }
        if (isClosed()) {
            return PendingDecision.refused(Reason.EVENT_CLOSED);
        }
        Optional<StaffEntry> accepted = accepted(caller);
        if (accepted.isEmpty()) {
            return PendingDecision.refused(Reason.NOT_ACCEPTED);
        }
        StaffEntry entry = accepted.get();
        if (!isUnconfirmed(entry)) {
            return PendingDecision.unchanged(entry);
        }
        if (confirm.seen() < entry.version() || event.terms().isOtherThan(confirm.seen(), entry.key())) {
            return PendingDecision.refused(new Refusal(Reason.CHANGED_SINCE, Map.of("version", event.version())));
        }
        return plan.record(
                request, new Change.Confirmed(entry.confirmed(event.terms().version())));
    }

    private boolean isUnconfirmed(StaffEntry entry) {
        return event.terms().isUnconfirmed(entry);
    }

    /** Whom to turn to; who is in may see it. */
    private Map<String, Object> contact() {
        Map<String, Object> contact = new HashMap<>();
        for (EventField field : List.of(EventField.CONTACT_NAME, EventField.CONTACT_PHONE)) {
            Optional.ofNullable(event.fields().get(field)).ifPresent(value -> contact.put(field.wireName(), value));
        }
        return contact;
    }

    /** Who is somewhere else at the time may still wait: only a place takes up time. */
    private PendingDecision takeUnlessEngaged(Caller caller, Role role, Optional<StaffEntry> waits) {
        List<Engagement> conflicts = plan.conflicts(caller.userKey(), role);
        return plan.isEngaged(caller.userKey(), role)
                ? PendingDecision.engaged(conflicts.get(0))
                : take(caller, role, waits, conflicts);
    }

    /** Who was on standby for the role comes in with the position held there. */
    private PendingDecision take(Caller caller, Role role, Optional<StaffEntry> waits, List<Engagement> conflicts) {
        long version = event.version() + 1;
        long since = waits.map(StaffEntry::since).orElse(version);
        return plan.record(
                request,
                new Change.Responded(StaffEntry.accepted(caller.userKey(), role, plan.at(), version, since)),
                conflicts);
    }

    /** The entry keeps the role named, or else the role held or waited for before. */
    private PendingDecision giveBack(Command.Decline decline) {
        Caller caller = decline.caller();
        Optional<String> held = event.find(caller.userKey()).flatMap(StaffEntry::key);
        Optional<Role> role =
                decline.role().flatMap(name -> Role.named(name, event.roles())).or(() -> held.flatMap(event::role));
        return plan.record(
                request,
                new Change.Responded(
                        new StaffEntry(
                                caller.userKey(),
                                Response.DECLINE,
                                role.map(Role::name),
                                role.map(Role::key),
                                plan.at(),
                                event.version() + 1),
                        decline.reason()));
    }

    private Optional<StaffEntry> accepted(Caller caller) {
        return event.find(Response.ACCEPT, caller.userKey());
    }

    private boolean isHiddenFrom(Caller caller) {
        return event.isDeleted() || !isVisible(caller, isBarred(caller));
    }

    /** Whoever keeps a place or waits may give that up, also in a firm that does not want the person any more. */
    private boolean holdsThoughBlocked(Caller caller) {
        return !event.isDeleted()
                && plan.facts().isBlocked(caller.userKey())
                && event.find(caller.userKey())
                        .filter(entry -> entry.response().keepsSight())
                        .isPresent();
    }

    private boolean isBarred(Caller caller) {
        return event.barred().contains(caller.userKey());
    }

    private boolean isRefusedByManager(Caller caller) {
        return event.find(Response.DECLINE, caller.userKey())
                .filter(StaffEntry::byManager)
                .isPresent();
    }

    /** Whether the caller would see it, were it not for the manager's bar. */
    private boolean isHiddenByBarAlone(Caller caller) {
        return !event.isDeleted() && isBarred(caller) && isVisible(caller, false);
    }

    private boolean isVisible(Caller caller, boolean barred) {
        return Visibility.of(
                caller,
                event.managerId(),
                event.status(),
                event.audience(),
                event.find(caller.userKey())
                        .filter(entry -> entry.response().keepsSight())
                        .isPresent(),
                barred);
    }

    private boolean isClosed() {
        return event.status().isClosed() || !plan.now().isBefore(event.endsAt());
    }

    private boolean isPast(EventField field) {
        return time(field).filter(plan.now()::isAfter).isPresent();
    }

    private Optional<Instant> time(EventField field) {
        return Optional.ofNullable(event.fields().get(field)).map(Instant.class::cast);
    }
}
