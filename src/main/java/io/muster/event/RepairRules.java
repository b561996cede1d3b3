package io.muster.event;

import java.util.List;
import java.util.Optional;

/** A repair at its turn: carried out if it still is what was approved. */
final class RepairRules {
    private final EventDraft draft;
    private final Request request;

    RepairRules(EventDraft draft, Request request) {
        this.draft = draft;
        this.request = request;
    }

    Verdict repair(String approved) {
        if (draft.isDeleted()) {
            return Verdict.refused(Refusal.Reason.EVENT_NOT_FOUND);
        }
        Repair repair = draft.repair();
        if (repair.isEmpty()) {
            return Verdict.unchanged();
        }
        return repair.digest().equals(approved) ? carryOut(repair) : Verdict.refused(Refusal.Reason.REPAIR_STALE);
    }

    /** All of it holds from its first line on: every line's figures are those of the whole event again. */
    private Verdict carryOut(Repair repair) {
        draft.replacePeople(repair.accepted(), repair.declined());
        List<Repair.Concerned> concerned = repair.concerned();
        if (concerned.isEmpty()) {
            return record(request, Optional.empty());
        }
        Verdict first = record(request, Optional.of(concerned.get(0)));
        for (int i = 1; i < concerned.size(); i++) {
            record(furtherLine(i), Optional.of(concerned.get(i)));
        }
        return first;
    }

    private Verdict record(Request line, Optional<Repair.Concerned> person) {
        return new ManagerChange(draft)
                .recordRepair(
                        line,
                        person.map(it -> it.entry().userKey()),
                        person.filter(it -> !it.leaves()).map(Repair.Concerned::entry));
    }

    /** No two lines of an event share a request's key. */
    private Request furtherLine(int number) {
        String key = Digest.hex("repair", request.key(), Integer.toString(number));
        return new Request(request.command(), key, request.fingerprint(), false);
    }
}
