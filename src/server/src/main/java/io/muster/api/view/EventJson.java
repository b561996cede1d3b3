package io.muster.api.view;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import io.muster.api.answer.JsonPart;
import io.muster.event.StaffEntry;
import io.muster.identity.Profile;
import io.muster.store.read.StoredEvent;
import org.jspecify.annotations.Nullable;

/**
 * An event's JSON as bytes, written once for each kind of reader and kept with the event; of staff there is a kind for each
 * time at which the event opens. For any thread; two that ask at the same time may both write it.
 */
final class EventJson {
    private final StoredEvent stored;
    private volatile byte @Nullable [] common;
    private volatile Map<Optional<Instant>, JsonPart> forOthers = Map.of();
    private volatile @Nullable JsonPart forManager;
    private volatile @Nullable JsonPart forScreen;

    private EventJson(StoredEvent stored) {
        this.stored = stored;
    }

    /** The one kept with the event. */
    static EventJson of(StoredEvent stored) {
        return stored.derived(EventJson.class, EventJson::new);
    }

    /** For staff, as {@link EventForStaff}. */
    JsonPart forStaff(Optional<StaffEntry> current, Profile profile, Optional<Instant> opensAt) {
        if (current.isPresent()) {
            return JsonPart.joined(common(), EventForStaff.personal(stored.event(), current, profile, opensAt), false);
        }
        JsonPart made = forOthers.get(opensAt);
        if (made == null) {
            made = JsonPart.joined(
                    common(), EventForStaff.personal(stored.event(), current, profile, opensAt), stored.isKept());
            Map<Optional<Instant>, JsonPart> more = new HashMap<>(forOthers);
            more.put(opensAt, made);
            forOthers = Map.copyOf(more);
        }
        return made;
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
