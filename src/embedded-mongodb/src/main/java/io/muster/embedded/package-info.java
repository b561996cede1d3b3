/**
 * A MongoDB for development and tests, inside this process: one replica set member with transactions, change streams
 * and the answers of MongoDB 4.2. Nothing is installed, nothing is kept on disk, nothing of it is in production.
 *
 * <p>{@link io.muster.embedded.EmbeddedMongo} starts it. A command comes in by {@code wire}, is run by
 * {@code command} in a session of {@code transaction}, reads by {@code plan}, {@code query}, {@code expression} and
 * {@code pipeline}, writes by {@code update}, and all of it stands in the persistent maps of {@code storage}, whose
 * history {@code stream} tells.
 */
@NullMarked
package io.muster.embedded;

import org.jspecify.annotations.NullMarked;
