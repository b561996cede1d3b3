/**
 * Load on a running service: crowds of virtual people, what they were answered, and the judgement of it. {@link
 * io.muster.load.Load} is the program, {@link io.muster.load.Scenario} what it plays.
 */
@NullMarked
package io.muster.load;

import org.jspecify.annotations.NullMarked;
