package io.muster.embedded.command;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import de.bwaldvogel.mongo.bson.Document;
import io.muster.embedded.bson.CommandException;

/** All commands by name, and what kinds of them there are. */
final class Commands {

    /** Commands that may be sent with a transaction's fields. */
    static final Set<String> IN_TRANSACTIONS = Set.of(
            "find",
            "getMore",
            "insert",
            "update",
            "delete",
            "findAndModify",
            "findandmodify",
            "aggregate",
            "distinct",
            "killCursors",
            "commitTransaction",
            "abortTransaction");

    /** Commands that know sessions but refuse transactions. */
    static final Set<String> NEVER_IN_TRANSACTIONS =
            Set.of("count", "create", "createIndexes", "drop", "dropIndexes", "explain", "renameCollection");

    /** Commands whose answer waits for a write concern. */
    static final Set<String> WRITES = Set.of(
            "insert",
            "update",
            "delete",
            "findAndModify",
            "findandmodify",
            "create",
            "createIndexes",
            "drop",
            "dropDatabase",
            "dropIndexes",
            "commitTransaction",
            "abortTransaction",
            "collMod",
            "renameCollection");

    /** Write commands whose answer carries the time of the write. */
    static final Set<String> BULK_WRITES = Set.of("insert", "update", "delete");

    private static final Map<String, Command> BY_NAME = new HashMap<>();

    static {
        add(ServerCommands::hello, "isMaster", "ismaster", "hello");
        add(request -> new Document(), "ping");
        add(ServerCommands::buildInfo, "buildInfo", "buildinfo");
        add(ServerCommands::serverStatus, "serverStatus");
        add(ServerCommands::replicaSetStatus, "replSetGetStatus");
        add(ServerCommands::configureFailPoint, "configureFailPoint");
        add(ServerCommands::getParameter, "getParameter");
        add(ServerCommands::setParameter, "setParameter");
        add(ServerCommands::startSession, "startSession");
        add(ServerCommands::refreshSessions, "refreshSessions");
        add(ServerCommands::endSessions, "endSessions");
        add(ServerCommands::killSessions, "killSessions");
        add(ReadCommands::find, "find");
        add(ReadCommands::count, "count");
        add(ReadCommands::distinct, "distinct");
        add(ReadCommands::explain, "explain");
        add(AggregateCommands::aggregate, "aggregate");
        add(CursorCommands::getMore, "getMore");
        add(CursorCommands::killCursors, "killCursors");
        add(InsertCommand::run, "insert");
        add(UpdateCommand::run, "update");
        add(DeleteCommand::run, "delete");
        add(FindAndModifyCommand::run, "findAndModify", "findandmodify");
        add(IndexCommands::create, "createIndexes");
        add(IndexCommands::drop, "dropIndexes", "deleteIndexes");
        add(IndexCommands::list, "listIndexes");
        add(CollectionCommands::create, "create");
        add(CollectionCommands::modify, "collMod");
        add(CollectionCommands::drop, "drop");
        add(CollectionCommands::rename, "renameCollection");
        add(CollectionCommands::list, "listCollections");
        add(CollectionCommands::dropDatabase, "dropDatabase");
        add(CollectionCommands::listDatabases, "listDatabases");
        add(Commands::commit, "commitTransaction");
        add(Commands::abort, "abortTransaction");
    }

    private Commands() {}

    private static void add(Command command, String... names) {
        for (String name : names) {
            BY_NAME.put(name, command);
        }
    }

    static Optional<Command> named(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    /** A commit that has nothing to write, or is refused, writes an entry to the oplog to wait for. */
    private static Document commit(Request request) {
        boolean waitsForMajority = request.body().containsKey("writeConcern");
        try {
            boolean wrote = request.session()
                    .orElseThrow()
                    .commit(
                            request.fields().number().orElseThrow(),
                            root -> request.connection().committed(Optional.of(root)));
            if (!wrote && waitsForMajority) {
                request.engine().store().tick();
            }
        } catch (CommandException error) {
            if (error.code() == 251 && waitsForMajority) {
                request.engine().store().tick();
            }
            throw error;
        }
        return new Document();
    }

    private static Document abort(Request request) {
        request.session().orElseThrow().abort(request.fields().number().orElseThrow());
        return new Document();
    }

    static Cursor.Owner owner(Request request, String namespace) {
        return new Cursor.Owner(
                namespace,
                request.session().map(session -> session.id()),
                request.transaction().map(open -> open.number()));
    }
}
