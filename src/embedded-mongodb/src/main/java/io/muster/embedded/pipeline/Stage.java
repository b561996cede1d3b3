package io.muster.embedded.pipeline;

import java.util.List;

import de.bwaldvogel.mongo.bson.Document;

/** A stage of an aggregation: documents in, documents out. */
@FunctionalInterface
interface Stage {

    List<Document> apply(List<Document> documents, Source source);
}
