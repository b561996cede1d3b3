package io.muster.embedded.wire;

import de.bwaldvogel.mongo.bson.Document;

/** The answer to a request. */
record WireAnswer(WireRequest request, Document body) {}
