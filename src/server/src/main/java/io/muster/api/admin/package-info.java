/** Administration over HTTP: audit and repair. */
@NullMarked
package io.muster.api.admin;

import org.jspecify.annotations.NullMarked;
