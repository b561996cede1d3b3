package io.muster.embedded.command;

import de.bwaldvogel.mongo.bson.Document;

/** What the server does for one command name. */
@FunctionalInterface
interface Command {

    /**
     * @return the fields of the answer, without {@code ok} and the times
     * @throws io.muster.embedded.bson.CommandException to refuse
     */
    Document run(Request request);
}
