/** Jobs that go on after their request was answered: who may ask how far they are. */
@NullMarked
package io.muster.api.job;

import org.jspecify.annotations.NullMarked;
