package io.muster.embedded.command;

import java.util.Optional;

import io.muster.embedded.bson.CommandException;

/** Who may read on with a cursor: only who has opened it. */
final class CursorAccess {

    private CursorAccess() {}

    /** @throws CommandException 13, 50737 to 50741 if the collection, session or transaction is another */
    static void check(Request request, Cursor cursor) {
        Cursor.Owner owner = cursor.owner();
        String asked = request.database() + "." + request.body().get("collection");
        if (!asked.equals(owner.namespace())) {
            throw new CommandException(
                    13,
                    "Requested getMore on namespace '" + asked + "', but cursor belongs to a different namespace "
                            + owner.namespace());
        }
        String prefix = "Cannot run getMore on cursor " + cursor.id() + ", which was ";
        Optional<String> session = request.session().map(open -> open.text());
        if (!owner.session().equals(request.session().map(open -> open.id()))) {
            String made = owner.session()
                    .map(id -> "created in session "
                            + request.engine().sessions().get(id).text())
                    .orElse("not created in a session");
            throw new CommandException(
                    session.isEmpty() ? 50737 : owner.session().isEmpty() ? 50736 : 50738,
                    prefix + made + ", "
                            + session.map(text -> "in session " + text).orElse("without an lsid"));
        }
        Optional<Long> transaction = request.transaction().map(open -> open.number());
        if (!owner.transaction().equals(transaction)) {
            throw new CommandException(
                    transaction.isEmpty() ? 50740 : owner.transaction().isEmpty() ? 50739 : 50741,
                    prefix
                            + owner.transaction()
                                    .map(n -> "created in transaction " + n)
                                    .orElse("not created in a transaction")
                            + ", " + transaction.map(n -> "in transaction " + n).orElse("without a txnNumber"));
        }
    }
}
