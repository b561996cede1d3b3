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
final class StaffData extends StepData {

    private static final Set<String> WHOM_FOR = Set.of("audience_user_keys", "audience_team_ids", "barred_user_keys");

    private final Receiver.Staff receiver;

    StaffData(Step step, Notice notice, Receiver.Staff receiver) {
        super(step, notice);
        this.receiver = receiver;
    }

    @Override
    void response(ObjectNode data) {
        step.line().entry().ifPresent(entry -> said(data, entry));
        figures(data);
        if (receiver.concerned()) {
            receiver.own().ifPresent(own -> data.set("respondedStaff", Entries.entry(own.entry(), own.profile())));
        }
    }

    @Override
    void removal(ObjectNode data) {
        if (receiver.concerned()) {
            data.set("userId", Json.text(step.line().userKey()));
            step.standingBefore().ifPresent(entry -> said(data, entry));
        }
        figures(data);
        if (receiver.concerned()) {
            event(data);
        }
    }

    @Override
    void event(ObjectNode data) {
        data.set(
                "event",
                EventForStaff.of(
                        step.after(),
                        receiver.own().map(Step.Named::entry),
                        receiver.own().map(Step.Named::profile).orElse(Profile.UNKNOWN)));
    }

    @Override
    void hidden(ObjectNode data) {
        notice.reason().ifPresent(reason -> data.put("reason", name(reason)));
    }

    @Override
    Set<String> changed() {
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
