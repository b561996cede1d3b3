/** What those who run the service may ask of it over HTTP. */
@NullMarked
package io.muster.api.admin;

import org.jspecify.annotations.NullMarked;
