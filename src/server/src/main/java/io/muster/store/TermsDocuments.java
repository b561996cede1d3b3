package io.muster.store;

import java.util.List;
import java.util.Optional;

import io.muster.event.Terms;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** What became of times and place, as stored in an event (docs/design.md#events). */
final class TermsDocuments {
    private static final String VERSION = "v";
    private static final String ROLE = "role";
    private static final String BEFORE = "before";
    private static final String BACK = "back";

    private TermsDocuments() {}

    static List<Document> of(Terms terms) {
        return terms.changes().stream().map(TermsDocuments::of).toList();
    }

    private static Document of(Terms.Change change) {
        Document document = new Document(VERSION, change.version());
        change.role().ifPresent(role -> document.append(ROLE, role));
        change.before().ifPresent(before -> document.append(BEFORE, before));
        if (change.back()) {
            document.append(BACK, true);
        }
        return document;
    }

    static Terms read(StoredFields event) {
        List<Terms.Change> changes = event.list(EventDocuments.TERMS, TermsDocuments::readable);
        return changes.isEmpty() ? Terms.UNCHANGED : new Terms(changes);
    }

    private static Terms.@Nullable Change readable(StoredFields change) {
        long version = change.number(VERSION);
        if (version == 0) {
            change.damage(VERSION);
            return null;
        }
        return new Terms.Change(
                version,
                Optional.ofNullable(change.text(ROLE)),
                Optional.ofNullable(change.text(BEFORE)),
                Boolean.TRUE.equals(change.read(BACK, Boolean.class::cast)));
    }
}
