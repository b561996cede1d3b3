package io.muster.store.outbound;

import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import io.muster.people.WireNames;
import io.muster.store.Documents;
import io.muster.store.outbound.OutboundLine.Due;
import io.muster.store.outbound.OutboundLine.Occasion;
import org.bson.Document;

/** What is due, as it is stored on the due list and in the log. */
final class DueDocuments {
    private DueDocuments() {}

    /** @param at the field for when it is due */
    static void describe(Document document, Due due, String at) {
        due.about().ifPresent(event -> document.append(OutboundFields.EVENT, event));
        document.append(OutboundFields.OCCASION, WireNames.of(due.occasion()))
                .append(at, Date.from(due.at()))
                .append(OutboundFields.DATA, new Document(due.data()));
    }

    /** @return empty for an occasion that this version does not know */
    static Optional<Due> due(Document stored, String id, String at) {
        return WireNames.parse(Occasion.class, stored.getString(OutboundFields.OCCASION))
                .map(occasion -> new Due(
                        id,
                        Optional.ofNullable(stored.getObjectId(OutboundFields.EVENT)),
                        occasion,
                        Documents.instant(stored, at),
                        data(stored)));
    }

    private static Map<String, String> data(Document stored) {
        Map<String, String> data = new HashMap<>();
        stored.get(OutboundFields.DATA, new Document()).forEach((name, value) -> data.put(name, String.valueOf(value)));
        return data;
    }
}
