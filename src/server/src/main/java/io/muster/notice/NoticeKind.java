package io.muster.notice;

import java.util.Locale;
import java.util.Optional;

/** What people are told of (docs/api.md#notices). Of several that become one message the first one here leads it. */
public enum NoticeKind {
    DELETED(Whom.PLACED, Group.PLACE, Urgency.HIGH),
    CANCELLED(Whom.PLACED, Group.PLACE, Urgency.HIGH),
    REMOVED(Whom.PERSON, Group.PLACE, Urgency.HIGH),
    REFUSED(Whom.PERSON, Group.PLACE, Urgency.NORMAL),
    REOPENED(Whom.PLACED, Group.PLACE, Urgency.HIGH),
    PROMOTED(Whom.PERSON, Group.PLACE, Urgency.HIGH),
    ASSIGNED(Whom.PERSON, Group.PLACE, Urgency.HIGH),
    MOVED(Whom.PERSON, Group.PLACE, Urgency.HIGH),
    /** Times or place changed: who is in has to confirm. */
    CHANGED(Whom.PLACED, Group.PLACE, Urgency.HIGH),
    REMINDER(Whom.ACCEPTED, Group.NONE, Urgency.HIGH),
    /** A manager's own words, to those that its data names. */
    NOTE(Whom.SILENT, Group.NONE, Urgency.NORMAL),
    /** A place is free that nobody is promoted to any more. */
    PLACE_FREE(Whom.INVITED, Group.INVITATION, Urgency.NORMAL),
    OPENED(Whom.INVITED, Group.INVITATION, Urgency.NORMAL),
    PUBLISHED(Whom.INVITED, Group.INVITATION, Urgency.NORMAL),
    LATE_WITHDRAWAL(Whom.MANAGERS, Group.OWN_KIND, Urgency.HIGH),
    REQUESTS(Whom.MANAGERS, Group.OWN_KIND, Urgency.NORMAL),
    PLACES_OPEN(Whom.MANAGERS, Group.OWN_KIND, Urgency.HIGH),
    HOOK_FAILING(Whom.MANAGERS, Group.OWN_KIND, Urgency.NORMAL);

    private final String wireName = name().toLowerCase(Locale.ROOT);
    private final Whom whom;
    private final Group group;
    private final Urgency urgency;

    NoticeKind(Whom whom, Group group, Urgency urgency) {
        this.whom = whom;
        this.group = group;
        this.urgency = urgency;
    }

    /** What becomes one message for a person and an event. */
    public enum Group {
        /** What became of the event and of the person's place in it: the later state counts. */
        PLACE,
        /** That there is a place to be had. */
        INVITATION,
        /** Several of the same kind. */
        OWN_KIND,
        /** Each is a message of its own. */
        NONE
    }

    public String wireName() {
        return wireName;
    }

    public Whom whom() {
        return whom;
    }

    public Group group() {
        return group;
    }

    public Urgency urgency() {
        return urgency;
    }

    /** Whether it waits a little for what else changes of the event. */
    public boolean settles() {
        return group == Group.PLACE || this == LATE_WITHDRAWAL || this == REQUESTS;
    }

    public static Optional<NoticeKind> ofWireName(String name) {
        for (NoticeKind kind : values()) {
            if (kind.wireName.equals(name)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }
}
