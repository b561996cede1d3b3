package io.muster.api.live;

import java.util.List;
import java.util.Set;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.api.view.Entries;
import io.muster.api.view.EventForManager;
import io.muster.api.view.JournalView;
import io.muster.api.view.Json;
import io.muster.event.EventField;
import io.muster.event.JournalEntry;
import io.muster.live.Notice;
import io.muster.live.Step;

/**
 * What a manager is told of a step: everything, but never an event's lists beyond the few entries a step brings along.
 */
final class ManagerData extends StepData {
    private final boolean readOnly;

    /** @param readOnly without e-mails and pictures */
    ManagerData(Step step, Notice notice, boolean readOnly) {
        super(step, notice);
        this.readOnly = readOnly;
    }

    @Override
    void response(ObjectNode data) {
        JournalEntry line = step.line();
        line.entry().ifPresent(entry -> said(data, entry));
        figures(data);
        data.set("userId", Json.text(line.userKey()));
        line.entry().ifPresent(entry -> data.set("respondedStaff", entry(new Step.Named(entry, step.profile()))));
        if (line.place() == line.of()) {
            step.lists().ifPresentOrElse(lists -> lists(data, lists), () -> data.put("listsOmitted", true));
        }
    }

    private void lists(ObjectNode data, Step.Lists lists) {
        data.set("acceptedStaff", entries(lists.accepted()));
        data.set("declinedStaff", entries(lists.declined()));
    }

    @Override
    void removal(ObjectNode data) {
        data.set("userId", Json.text(step.line().userKey()));
        step.standingBefore().ifPresent(entry -> said(data, entry));
        data.put("actor", step.line().actor());
        figures(data);
        event(data);
    }

    @Override
    void event(ObjectNode data) {
        data.set("event", EventForManager.listed(step.after(), readOnly));
    }

    @Override
    void hidden(ObjectNode data) {
        throw new IllegalArgumentException("nothing is hidden from a manager");
    }

    @Override
    Set<String> changed() {
        Set<String> changed = JournalView.changed(step.line());
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
                ? Entries.entryByNameAlone(person.entry(), person.profile())
                : Entries.entry(person.entry(), person.profile());
    }
}
