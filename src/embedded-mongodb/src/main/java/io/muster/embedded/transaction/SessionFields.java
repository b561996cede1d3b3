package io.muster.embedded.transaction;

import java.util.Optional;
import java.util.UUID;

import de.bwaldvogel.mongo.bson.Document;
import io.muster.embedded.bson.CommandException;

/**
 * What a command says about its session.
 *
 * @param session the id in {@code lsid}
 * @param number {@code txnNumber}
 * @param transactional whether there is {@code autocommit: false}; if not, a number means a retryable write
 * @param starts whether there is {@code startTransaction: true}
 */
public record SessionFields(Optional<UUID> session, Optional<Long> number, boolean transactional, boolean starts) {

    /** @throws CommandException 72 for fields that do not go together */
    public static SessionFields parse(Document body) {
        Optional<UUID> session = body.get("lsid") instanceof Document lsid && lsid.get("id") instanceof UUID id
                ? Optional.of(id)
                : Optional.empty();
        Optional<Long> number =
                body.get("txnNumber") instanceof Number given ? Optional.of(given.longValue()) : Optional.empty();
        boolean autocommit = body.containsKey("autocommit");
        boolean starts = body.containsKey("startTransaction");
        refuseIf(
                number.isPresent() && session.isEmpty(),
                "Transaction number requires a session ID to also be specified");
        refuseIf(
                autocommit && number.isEmpty(),
                "'autocommit' field requires a transaction number to also be specified");
        refuseIf(
                autocommit && !Boolean.FALSE.equals(body.get("autocommit")),
                "Specifying autocommit=true is not allowed.");
        refuseIf(starts && !autocommit, "'startTransaction' field requires 'autocommit' field to also be specified");
        refuseIf(
                starts && !Boolean.TRUE.equals(body.get("startTransaction")),
                "Specifying startTransaction=false is not allowed.");
        return new SessionFields(session, number, autocommit, starts);
    }

    private static void refuseIf(boolean wrong, String message) {
        if (wrong) {
            throw new CommandException(72, message);
        }
    }

    /** Whether the command is a retryable write. */
    public boolean retryable() {
        return number.isPresent() && !transactional;
    }
}
