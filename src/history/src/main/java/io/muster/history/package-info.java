/**
 * Histories recorded by clients, and their check: whether all answers and frames are possible with the resulting
 * journal (docs/design.md#invariants). It knows the contract (docs/api.md#live) and nothing of the service's code.
 */
package io.muster.history;
