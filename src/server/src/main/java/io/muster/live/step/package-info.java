/**
 * Steps: one version of one event, with all that a frame may say of it; how they are made of journal entries, and the events
 * they belong to.
 */
@NullMarked
package io.muster.live.step;

import org.jspecify.annotations.NullMarked;
