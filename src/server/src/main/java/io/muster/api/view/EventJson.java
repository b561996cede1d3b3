package io.muster.api.view;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.api.answer.JsonPart;
import io.muster.event.StaffEntry;
import io.muster.identity.Profile;
import io.muster.store.read.StoredEvent;
import org.jspecify.annotations.Nullable;

/**
 * An event's JSON as bytes, written once for each kind of reader and kept with the event; of staff there is a kind for each
 * time at which the event opens, and for who is qualified and who is not. For any thread; two that ask at the same time may both write it.
 */
final class EventJson {
    private final StoredEvent stored;
    private volatile byte @Nullable [] common;
    private volatile Map<Other, JsonPart> forOthers = Map.of();
    private volatile @Nullable JsonPart forManager;
    private volatile @Nullable JsonPart forScreen;

    /** A kind of those who have not responded. */
    private record Other(Optional<Instant> opensAt, Optional<Boolean> eligible) {}

    private EventJson(StoredEvent stored) {
        this.stored = stored;
    }

    /** The one kept with the event. */
    static EventJson of(StoredEvent stored) {
        return stored.derived(EventJson.class, EventJson::new);
    }

    /**
     * For staff, as {@link EventForStaff}.
     *
     * @param eligible empty where that is not said
     */
    JsonPart forStaff(
            Optional<StaffEntry> current, Profile profile, Optional<Instant> opensAt, Optional<Boolean> eligible) {
        if (current.isPresent()) {
            return forStaff(current, profile, opensAt, eligible, false);
        }
        Other other = new Other(opensAt, eligible);
        JsonPart made = forOthers.get(other);
        if (made == null) {
            made = forStaff(current, profile, opensAt, eligible, stored.isKept());
            Map<Other, JsonPart> more = new HashMap<>(forOthers);
            more.put(other, made);
            forOthers = Map.copyOf(more);
        }
        return made;
    }

    private JsonPart forStaff(
            Optional<StaffEntry> current,
            Profile profile,
            Optional<Instant> opensAt,
            Optional<Boolean> eligible,
            boolean isKept) {
        ObjectNode personal = EventForStaff.personal(stored.event(), current, profile, opensAt);
        eligible.ifPresent(is -> personal.put("eligible", is));
        return JsonPart.joined(common(), personal, isKept);
    }

    /** For its manager, as {@link EventForManager#inList}. */
    JsonPart forManager(boolean readOnly) {
        JsonPart made = readOnly ? forScreen : forManager;
        if (made == null) {
            made = JsonPart.joined(common(), EventForManager.besides(stored, readOnly), stored.isKept());
            if (readOnly) {
                forScreen = made;
            } else {
                forManager = made;
            }
        }
        return made;
    }

    private byte[] common() {
        byte[] made = common;
        if (made == null) {
            made = JsonPart.bytes(CommonView.of(stored));
            common = made;
        }
        return made;
    }
}
