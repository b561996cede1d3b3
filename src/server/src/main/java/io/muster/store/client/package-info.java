/** The clients of MongoDB: their settings, and their connections. */
@NullMarked
package io.muster.store.client;

import org.jspecify.annotations.NullMarked;
