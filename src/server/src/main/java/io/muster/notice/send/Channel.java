package io.muster.notice.send;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;

import io.muster.event.Event;
import io.muster.notice.Notice;
import io.muster.notice.Recipient;
import io.smallrye.mutiny.Uni;

/** A way to people whose page is closed. */
interface Channel {
    /** The value of the metric's label. */
    String wireName();

    /** Prepares to reach some people; those whom it does not reach are not in the map. */
    Uni<Map<String, Address>> addresses(Collection<Recipient> people);

    /** Where one person is reached. */
    interface Address {
        /** Sends a notice. It never fails. */
        Uni<Sent> send(Notice notice, Optional<Event> event, Recipient person);
    }
}
