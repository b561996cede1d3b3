package io.muster.embedded.query;

import de.bwaldvogel.mongo.bson.Document;
import io.muster.embedded.expression.Scope;

/** One parsed part of a filter. */
@FunctionalInterface
interface Clause {

    boolean matches(Document document, Scope scope);
}
