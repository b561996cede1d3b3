/** What tests of every package share. */
package io.muster.testing;
