/** Development only: sample data, tokens for the asking and the start-up hint. Never part of a package. */
@NullMarked
package io.muster.dev;

import org.jspecify.annotations.NullMarked;
