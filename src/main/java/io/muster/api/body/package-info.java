/** What managers send, read strictly: every rule of an event's fields, and every breach of them named at once. */
@NullMarked
package io.muster.api.body;

import org.jspecify.annotations.NullMarked;
