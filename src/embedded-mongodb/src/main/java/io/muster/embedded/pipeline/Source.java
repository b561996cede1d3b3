package io.muster.embedded.pipeline;

import io.muster.embedded.expression.Scope;
import io.muster.embedded.storage.Root;

/**
 * Where a pipeline reads.
 *
 * @param root the snapshot
 * @param database the database of the collections that {@code $lookup} names
 */
public record Source(Root root, String database, Scope scope) {}
