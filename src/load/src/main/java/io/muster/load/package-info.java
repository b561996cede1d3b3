/**
 * Load scenarios against a running service, and the check of their results. {@link io.muster.load.Load} is the program,
 * {@link io.muster.load.Scenario} a scenario.
 */
@NullMarked
package io.muster.load;

import org.jspecify.annotations.NullMarked;
