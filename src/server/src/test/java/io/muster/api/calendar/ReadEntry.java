package io.muster.api.calendar;

import org.jspecify.annotations.Nullable;

/** An entry of a calendar as a program reads it: times are instants, or days. */
record ReadEntry(
        String uid,
        int sequence,
        String status,
        String from,
        @Nullable String until,
        String summary,
        @Nullable String location,
        @Nullable String description,
        @Nullable String address) {}
