package io.muster.event;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

import io.muster.event.Refusal.Reason;
import io.muster.identity.Caller;

/** Who gets in, who gives a place back, and why not: the contract's table of {@code respond}, in its order. */
final class ResponseRules {
    private final EventDraft draft;
    private final Request request;

    ResponseRules(EventDraft draft, Request request) {
        this.draft = draft;
        this.request = request;
    }

    Verdict accept(Command.Accept accept) {
        Caller caller = accept.caller();
        boolean in = draft.accepted(caller.userKey()).isPresent();
        if (draft.isHiddenFrom(caller)) {
            return Verdict.refused(draft.isHiddenByBarAlone(caller) ? Reason.BARRED : Reason.EVENT_NOT_FOUND);
        }
        if (isClosed() || draft.status() == EventStatus.DRAFT || isPastRespondBy()) {
            return Verdict.refused(Reason.EVENT_CLOSED);
        }
        if (in) {
            String role =
                    draft.accepted(caller.userKey()).flatMap(StaffEntry::role).orElse("");
            return Verdict.refused(new Refusal(Reason.ALREADY_ACCEPTED, Map.of("role", role)));
        }
        return draft.role(Role.keyOf(accept.role()))
                .map(role -> take(caller, role))
                .orElseGet(() -> Verdict.refused(Reason.ROLE_NOT_FOUND));
    }

    Verdict decline(Command.Decline decline) {
        Caller caller = decline.caller();
        if (draft.isHiddenFrom(caller)) {
            return Verdict.refused(Reason.EVENT_NOT_FOUND);
        }
        if (isClosed()) {
            return Verdict.refused(Reason.EVENT_CLOSED);
        }
        return draft.declined(caller.userKey()).map(Verdict::unchanged).orElseGet(() -> giveBack(decline));
    }

    private Verdict take(Caller caller, Role role) {
        int taken = draft.taken(role.key());
        if (taken >= role.count()) {
            return Verdict.refused(new Refusal(
                    Reason.CAPACITY_FULL,
                    Map.of("role", role.name(), "capacity", role.count(), "taken", taken, "version", draft.version())));
        }
        return draft.respond(
                request,
                entry(caller, Response.ACCEPT, Optional.of(role.name()), Optional.of(role.key())),
                JournalEntry.Kind.ACCEPTED);
    }

    /** The entry keeps the role that was named, else the one that was held. */
    private Verdict giveBack(Command.Decline decline) {
        Caller caller = decline.caller();
        Optional<String> held = draft.accepted(caller.userKey()).flatMap(StaffEntry::key);
        Optional<Role> role =
                decline.role().flatMap(name -> draft.role(Role.keyOf(name))).or(() -> held.flatMap(draft::role));
        return draft.respond(
                request,
                entry(caller, Response.DECLINE, role.map(Role::name), role.map(Role::key)),
                JournalEntry.Kind.DECLINED);
    }

    private StaffEntry entry(Caller caller, Response response, Optional<String> role, Optional<String> key) {
        return new StaffEntry(caller.userKey(), response, role, key, draft.at(), draft.version() + 1);
    }

    private boolean isClosed() {
        return draft.status().isClosed() || !draft.now().isBefore(draft.endsAt());
    }

    private boolean isPastRespondBy() {
        return draft.field(EventField.RESPOND_BY)
                .map(Instant.class::cast)
                .filter(respondBy -> draft.now().isAfter(respondBy))
                .isPresent();
    }
}
