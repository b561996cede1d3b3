package io.muster.api.live;

import java.util.List;
import java.util.Set;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.api.view.EventForManager;
import io.muster.api.view.Json;
import io.muster.api.view.StaffEntryJson;
import io.muster.event.EventField;
import io.muster.event.Response;
import io.muster.event.journal.ChangedNames;
import io.muster.event.journal.JournalEntry;
import io.muster.live.Notice;
import io.muster.live.step.Step;

/** The data of a step for a manager: all fields, and of the event's lists the entries that the step contains. */
final class ManagerData extends StepData {
    private final boolean readOnly;

    /** @param readOnly without e-mail addresses and pictures */
    ManagerData(Step step, Notice notice, boolean readOnly) {
        super(step, notice);
        this.readOnly = readOnly;
    }

    @Override
    void response(ObjectNode data) {
        JournalEntry line = step.line();
        said(data);
        figures(data);
        data.set("userId", Json.text(line.userKey()));
        currentEntry(data);
        if (line.place() == line.of()) {
            step.lists().ifPresentOrElse(lists -> lists(data, lists), () -> data.put("listsOmitted", true));
        }
    }

    @Override
    void assignment(ObjectNode data) {
        response(data);
        data.put("actor", step.line().actor());
    }

    @Override
    void confirmation(ObjectNode data) {
        figures(data);
        data.set("userId", Json.text(step.line().userKey()));
        currentEntry(data);
    }

    @Override
    void rekeying(ObjectNode data) {
        JournalEntry line = step.line();
        said(data);
        figures(data);
        data.set("userId", Json.text(line.userKey()));
        data.set("from", Json.text(line.change().from()));
        currentEntry(data);
        data.set("changed", Json.strings(changed()));
    }

    @Override
    void figures(ObjectNode data) {
        super.figures(data);
        data.put("unconfirmedCount", step.line().after().unconfirmed());
    }

    /** Where the person stands after the step. */
    private void currentEntry(ObjectNode data) {
        step.line()
                .entry()
                .ifPresent(entry -> data.set("respondedStaff", entry(new Step.Named(entry, step.profile()))));
    }

    private void lists(ObjectNode data, Step.Lists lists) {
        data.set("acceptedStaff", entries(lists.list(Response.ACCEPT)));
        data.set("standbyStaff", entries(lists.list(Response.STANDBY)));
        data.set("declinedStaff", entries(lists.list(Response.DECLINE)));
    }

    @Override
    void removal(ObjectNode data) {
        data.set("userId", Json.text(step.line().userKey()));
        step.responseBefore().ifPresent(entry -> said(data, entry));
        currentEntry(data);
        data.put("actor", step.line().actor());
        if (step.line().userKey().filter(step.head().barred()::contains).isPresent()) {
            data.put("barred", true);
        }
        figures(data);
        event(data);
    }

    /** An audience may have a thousand names. The frame says that it changed; the client fetches it. */
    @Override
    void event(ObjectNode data) {
        data.set("event", EventForManager.listed(step.after(), readOnly).without(WHOM_FOR));
    }

    @Override
    void hidden(ObjectNode data) {
        throw new IllegalArgumentException("nothing is hidden from a manager");
    }

    @Override
    Set<String> changed() {
        Set<String> changed = ChangedNames.of(step.line());
        if (readOnly) {
            changed.remove(EventField.CONTACT_EMAIL.wireName());
        }
        return changed;
    }

    private ArrayNode entries(List<Step.Named> people) {
        ArrayNode entries = Json.array();
        people.forEach(person -> entries.add(entry(person)));
        return entries;
    }

    private ObjectNode entry(Step.Named person) {
        return readOnly
                ? StaffEntryJson.entryByNameAlone(step.head(), person.entry(), person.profile())
                : StaffEntryJson.entry(step.head(), person.entry(), person.profile());
    }
}
