package io.muster.store;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Logs records that cannot be read as they are stored, each once in a process. */
public final class DamagedRecords {
    private static final Logger LOG = Logger.getLogger(DamagedRecords.class);

    /** Beyond so many it is one great damage, and the audit names them all. */
    private static final int MOST_TOLD = 10_000;

    private static final Set<String> TOLD = ConcurrentHashMap.newKeySet();

    private DamagedRecords() {}

    /**
     * Names a record, if it is damaged and was not named before.
     *
     * @param collection where it is
     * @param id its {@code _id}
     * @param damaged the names of its fields that cannot be read
     */
    public static void tell(String collection, @Nullable Object id, List<String> damaged) {
        if (!damaged.isEmpty() && TOLD.size() < MOST_TOLD && TOLD.add(collection + id)) {
            LOG.errorf("event=damaged_record collection=%s id=%s fields=%s", collection, id, damaged);
        }
    }
}
