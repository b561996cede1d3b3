package io.muster.api.view;

import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.AtomicReferenceArray;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.event.Event;
import io.muster.store.read.StoredEvent;
import org.jspecify.annotations.Nullable;

/**
 * Cache of the members that all staff see, for the latest events. A batch of a thousand responses is answered from one
 * event object, so its common part is rendered once. By identity: events are immutable.
 */
final class RecentViews {
    private static final int SLOTS = 64;

    private final AtomicReferenceArray<@Nullable View> views = new AtomicReferenceArray<>(SLOTS);

    /** Not to be modified, because it is shared. */
    ObjectNode of(Event event) {
        int slot = Math.floorMod(System.identityHashCode(event), SLOTS);
        View view = views.get(slot);
        if (view == null || view.event.get() != event) {
            view = new View(new WeakReference<>(event), CommonView.of(StoredEvent.of(event)));
            views.set(slot, view);
        }
        return view.json;
    }

    private record View(WeakReference<Event> event, ObjectNode json) {}
}
