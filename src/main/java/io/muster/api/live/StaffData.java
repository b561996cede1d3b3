package io.muster.api.live;

import java.util.Locale;
import java.util.Set;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.api.view.Entries;
import io.muster.api.view.EventForStaff;
import io.muster.api.view.JournalView;
import io.muster.api.view.Json;
import io.muster.event.EventField;
import io.muster.event.Response;
import io.muster.identity.Profile;
import io.muster.live.Notice;
import io.muster.live.Notice.Receiver;
import io.muster.live.Step;

/** What one of the staff is told of a step: of people the receiver alone, and never whom the event is for. */
record StaffData(Step step, Notice notice, Receiver.Staff receiver) {
    private static final Set<String> WHOM_FOR = Set.of("audience_user_keys", "audience_team_ids", "barred_user_keys");

    ObjectNode json() {
        ObjectNode data = Data.of(step, notice);
        switch (notice.type()) {
            case RESPONSE -> response(data);
            case REMOVED -> removal(data);
            case FULFILLED -> Data.figures(data, step);
            case UPDATED -> {
                data.set("changed", Json.strings(changed()));
                event(data);
            }
            case CREATED, PUBLISHED, UNPUBLISHED, CANCELED, COMPLETED -> event(data);
            case HIDDEN -> notice.reason().ifPresent(reason -> data.put("reason", name(reason)));
            case DELETED -> {}
        }
        return data;
    }

    private void response(ObjectNode data) {
        step.line().entry().ifPresent(entry -> Data.response(data, entry));
        Data.figures(data, step);
        if (receiver.concerned()) {
            receiver.own().ifPresent(own -> data.set("respondedStaff", Entries.entry(own.entry(), own.profile())));
        }
    }

    private void removal(ObjectNode data) {
        if (receiver.concerned()) {
            data.set("userId", Json.text(step.line().userKey()));
            step.standingBefore().ifPresent(entry -> Data.response(data, entry));
        }
        Data.figures(data, step);
        if (receiver.concerned()) {
            event(data);
        }
    }

    private void event(ObjectNode data) {
        data.set(
                "event",
                EventForStaff.of(
                        step.after(),
                        receiver.own().map(Step.Named::entry),
                        receiver.own().map(Step.Named::profile).orElse(Profile.UNKNOWN)));
    }

    private Set<String> changed() {
        Set<String> changed = JournalView.changed(step.line());
        changed.removeAll(WHOM_FOR);
        if (!isIn()) {
            changed.removeIf(name ->
                    EventField.ofWireName(name).filter(EventField::isContact).isPresent());
        }
        return changed;
    }

    private boolean isIn() {
        return receiver.own()
                .filter(own -> own.entry().response() == Response.ACCEPT)
                .isPresent();
    }

    private static String name(Notice.Reason reason) {
        return reason.name().toLowerCase(Locale.ROOT);
    }
}
