package io.muster.embedded.wire;

import java.util.Optional;

import de.bwaldvogel.mongo.bson.Document;
import io.muster.embedded.bson.CommandException;

/**
 * One message from a client.
 *
 * @param id the client's number for it, which the answer repeats
 * @param legacy whether it came as {@code OP_QUERY}, as a connection's first command does
 * @param answered whether the client waits for an answer; a write with {@code w: 0} does not
 * @param invalid present if the body could not be read
 */
record WireRequest(int id, boolean legacy, boolean answered, Document body, Optional<CommandException> invalid) {}
