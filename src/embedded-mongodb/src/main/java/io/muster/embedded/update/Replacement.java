package io.muster.embedded.update;

import de.bwaldvogel.mongo.bson.Document;
import io.muster.embedded.bson.CommandException;
import io.muster.embedded.expression.Scope;
import io.muster.embedded.query.Filter;

/** A whole document in the place of another; it keeps the {@code _id}. */
record Replacement(Document document) implements Update {

    Replacement {
        document.keySet().stream()
                .filter(name -> name.startsWith("$"))
                .findFirst()
                .ifPresent(name -> {
                    throw new CommandException(
                            52,
                            "The dollar ($) prefixed field '" + name + "' in '" + name + "' is not valid for storage.");
                });
    }

    @Override
    public Document apply(Document before, Filter query, Scope scope, boolean inserting) {
        Document after = new Document();
        if (before.containsKey("_id")) {
            after.put("_id", before.get("_id"));
        }
        after.putAll(document);
        Update.keepingId(before, after);
        return after.equals(before) ? before : after;
    }

    @Override
    public boolean replaces() {
        return true;
    }
}
