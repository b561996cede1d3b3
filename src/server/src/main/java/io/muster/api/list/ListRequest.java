package io.muster.api.list;

import java.util.Optional;

import io.muster.store.read.ListFilter;

/**
 * A validated query of a list.
 *
 * @param limit the most events of the answer
 * @param cursor where to continue; it contains the rest
 * @param lastSync the {@code serverTimestamp} of an earlier answer
 */
record ListRequest(
        ListFilter filter, boolean descending, int limit, Optional<String> cursor, Optional<String> lastSync) {}
