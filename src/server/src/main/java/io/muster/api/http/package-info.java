/** What every request passes: limits, origins, headers, metrics, paths. */
@NullMarked
package io.muster.api.http;

import org.jspecify.annotations.NullMarked;
