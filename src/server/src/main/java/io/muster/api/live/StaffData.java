package io.muster.api.live;

import java.util.Locale;
import java.util.Set;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.api.view.EventForStaff;
import io.muster.api.view.Json;
import io.muster.api.view.StaffEntryJson;
import io.muster.event.EventField;
import io.muster.event.Response;
import io.muster.event.journal.ChangedNames;
import io.muster.identity.Profile;
import io.muster.live.Notice;
import io.muster.live.Notice.Receiver;
import io.muster.live.step.Step;

/** The data of a step for a staff member: no person but the receiver, and no audience. */
final class StaffData extends StepData {
    private final Receiver.Staff receiver;

    StaffData(Step step, Notice notice, Receiver.Staff receiver) {
        super(step, notice);
        this.receiver = receiver;
    }

    @Override
    void response(ObjectNode data) {
        if (notice.fromVersion().isEmpty() && (receiver.concerned() || !getsOnStandby())) {
            said(data);
        }
        figures(data);
        currentEntry(data);
    }

    /** An app that knows nothing of standby hears of no response that it does not know. */
    private boolean getsOnStandby() {
        return step.line()
                .entry()
                .filter(entry -> entry.response() == Response.STANDBY)
                .isPresent();
    }

    /** Where the receiver stands after the step, if that is what the step is about. */
    private void currentEntry(ObjectNode data) {
        if (receiver.concerned()) {
            receiver.own()
                    .ifPresent(own ->
                            data.set("respondedStaff", StaffEntryJson.entry(step.head(), own.entry(), own.profile())));
        }
    }

    @Override
    void assignment(ObjectNode data) {
        response(data);
    }

    @Override
    void confirmation(ObjectNode data) {
        figures(data);
        currentEntry(data);
    }

    /** For whom it is, it is a matter of where the person stands. */
    @Override
    void rekeying(ObjectNode data) {
        if (receiver.concerned()) {
            said(data);
        }
        figures(data);
        currentEntry(data);
    }

    @Override
    void removal(ObjectNode data) {
        if (receiver.concerned()) {
            data.set("userId", Json.text(step.line().userKey()));
            step.responseBefore().ifPresent(entry -> said(data, entry));
        }
        currentEntry(data);
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
                        receiver.own().map(Step.Named::profile).orElse(Profile.UNKNOWN),
                        receiver.opensAt()));
    }

    @Override
    void hidden(ObjectNode data) {
        notice.reason().ifPresent(reason -> data.put("reason", name(reason)));
    }

    @Override
    Set<String> changed() {
        Set<String> changed = ChangedNames.of(step.line());
        changed.removeAll(WHOM_FOR);
        changed.removeIf(
                name -> EventField.ofWireName(name).filter(this::isUnseen).isPresent());
        if (receiver.opensOtherwise()) {
            changed.add("my_opens_at");
        }
        return changed;
    }

    private boolean isUnseen(EventField field) {
        return field.isForManagerAlone() || (field.isContact() && !isIn());
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
