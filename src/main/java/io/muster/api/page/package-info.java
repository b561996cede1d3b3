/** The pages for people: where they are, and the headers that come with them. */
@NullMarked
package io.muster.api.page;

import org.jspecify.annotations.NullMarked;
