/** Requests to addresses that people of firms name: where they may go, how long they take, and how much of an answer is read. */
@NullMarked
package io.muster.egress;

import org.jspecify.annotations.NullMarked;
