/**
 * What clients of the service wrote down, and the judge of it: whether all they were told can be true of the journal that
 * was left (I1 to I8). It knows the contract and nothing of the service's code.
 */
package io.muster.history;
