package io.muster.api.view;

import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.AtomicReferenceArray;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.event.Event;
import io.muster.event.read.StoredEvent;
import org.jspecify.annotations.Nullable;

/**
 * What all staff see of the events that were answered last. A batch of a thousand responses is answered from one and the
 * same event, so what is common to the answers is made once. By identity: an event never changes, a later one is another.
 */
final class RecentViews {
    private static final int SLOTS = 64;

    private final AtomicReferenceArray<@Nullable View> views = new AtomicReferenceArray<>(SLOTS);

    /** Not to be changed: others see it as well. */
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
