package io.muster.event.read;

import io.muster.event.JournalEntry;
import io.muster.identity.Caller;

/** What the journal tells of who could see an event before a change. */
final class Sight {
    private Sight() {}

    /**
     * Whether the change may have taken an event from a person who could see it before. Of a draft, which nobody sees, the
     * journal names no audience before.
     */
    static boolean mayBeLostBy(Caller person, JournalEntry entry) {
        return person.worksFor(entry.managerId())
                && entry.audienceBefore()
                        .filter(audience -> audience.includes(person))
                        .isPresent();
    }

    /** Whether it is the person's own response, or its removal. */
    static boolean isOwn(Caller person, JournalEntry entry) {
        return entry.userKey().filter(person.userKey()::equals).isPresent();
    }
}
