package io.muster.embedded.command;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import de.bwaldvogel.mongo.bson.Document;
import io.muster.embedded.bson.CommandException;
import io.muster.embedded.bson.Paths;
import io.muster.embedded.bson.Values;
import io.muster.embedded.expression.Scope;
import io.muster.embedded.storage.Namespace;
import io.muster.embedded.storage.Root;
import io.muster.embedded.transaction.OpenTransaction;
import io.muster.embedded.transaction.Session;
import io.muster.embedded.transaction.SessionFields;

/**
 * A command on its way: what was sent, and in which session and transaction it runs.
 *
 * @param transaction present within a transaction only
 */
record Request(
        Engine engine,
        Connection connection,
        Document body,
        SessionFields fields,
        Optional<Session> session,
        Optional<OpenTransaction> transaction,
        CommandDeadline deadline) {

    /** The command's name as it was sent. */
    String name() {
        return body.keySet().iterator().next();
    }

    String database() {
        return body.get("$db") instanceof String database ? database : "test";
    }

    /** The collection the command names as its own value. @throws CommandException 73 if that is no name */
    Namespace namespace() {
        if (body.get(name()) instanceof String collection && !collection.isEmpty()) {
            return new Namespace(database(), collection);
        }
        throw new CommandException(73, "collection name has invalid type " + Values.typeName(body.get(name())));
    }

    /** What the command reads: the transaction's view, or what is committed. */
    Root view(Namespace namespace) {
        transaction.ifPresent(open -> open.use(namespace));
        return transaction
                .map(open -> open.writes().view())
                .orElseGet(() -> engine.store().current());
    }

    Scope scope() {
        return Scope.at(
                Instant.ofEpochMilli(System.currentTimeMillis()),
                engine.store().current().time());
    }

    Document document(String field) {
        return Paths.document(body, field);
    }

    boolean flag(String field) {
        return Values.isTrue(body.get(field));
    }

    /** The documents of an array field. @throws CommandException 14 if it is no array of documents */
    List<Document> documents(String field) {
        return documents(body, field);
    }

    /** The documents of an array field of a part of the command. */
    static List<Document> documents(Document parent, String field) {
        if (!parent.containsKey(field)) {
            return List.of();
        }
        if (!(parent.get(field) instanceof List<?> list)) {
            throw new CommandException(
                    14,
                    "BSON field '" + field + "' is the wrong type '" + Values.typeName(parent.get(field))
                            + "', expected type 'array'");
        }
        List<Document> documents = new ArrayList<>(list.size());
        for (Object element : list) {
            if (!(element instanceof Document document)) {
                throw new CommandException(
                        14, "BSON field '" + field + ".0' is the wrong type, expected type 'object'");
            }
            documents.add(document);
        }
        return documents;
    }
}
