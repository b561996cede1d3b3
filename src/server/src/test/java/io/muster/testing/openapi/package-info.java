/** What tests see on the wire, held against the documents of the contract (docs/api.md#calls): every answer and every frame. */
package io.muster.testing.openapi;
