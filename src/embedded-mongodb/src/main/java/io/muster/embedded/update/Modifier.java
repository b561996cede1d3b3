package io.muster.embedded.update;

import io.muster.embedded.bson.Values;
import org.jspecify.annotations.Nullable;

/** What an update operator does at the end of its path. */
@FunctionalInterface
interface Modifier {

    /**
     * @param value what is there, {@link Values#MISSING} if nothing is
     * @return what shall be there, {@link Values#MISSING} for nothing; the same object if nothing changes
     */
    @Nullable
    Object apply(@Nullable Object value, Target target);

    /** Where the value is, for messages. */
    record Target(@Nullable Object id, String field) {}
}
