package io.muster.api.list;

import java.util.Optional;

import io.muster.event.read.ListFilter;

/**
 * What a client asks of a list, checked.
 *
 * @param limit the most events in the answer
 * @param cursor where to go on; the list it is of says the rest
 * @param lastSync the {@code serverTimestamp} of an earlier answer
 */
record ListRequest(
        ListFilter filter, boolean descending, int limit, Optional<String> cursor, Optional<String> lastSync) {}
