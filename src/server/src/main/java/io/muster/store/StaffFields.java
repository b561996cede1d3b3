package io.muster.store;

import java.util.Arrays;
import java.util.List;

import io.muster.event.Response;

/** What the database calls an event's list of people for each response, and how many they are. */
public final class StaffFields {
    /** Absent from an event that nobody is on standby for. */
    public static final String STANDBY_COUNT = "standby_count";

    /** How many of those who are in have to confirm; absent from an event and a line where nobody has to. */
    public static final String UNCONFIRMED_COUNT = "unconfirmed_count";

    private StaffFields() {}

    /** The list in an event. */
    public static String list(Response response) {
        return switch (response) {
            case ACCEPT -> "accepted_staff";
            case STANDBY -> "standby_staff";
            case DECLINE -> "declined_staff";
        };
    }

    /** The count in an event. */
    public static String count(Response response) {
        return switch (response) {
            case ACCEPT -> "accepted_count";
            case STANDBY -> STANDBY_COUNT;
            case DECLINE -> "declined_count";
        };
    }

    /** The count in a line of the journal. */
    static String journaledCount(Response response) {
        return switch (response) {
            case ACCEPT -> "accepted";
            case STANDBY -> "standby";
            case DECLINE -> "declined";
        };
    }

    /** Whether a count of 0 is not stored: events and lines from before there was the list read as those without people in it. */
    static boolean isStored(Response response, int count) {
        return response != Response.STANDBY || count > 0;
    }

    /** All lists in an event. */
    public static List<String> lists() {
        return Arrays.stream(Response.values()).map(StaffFields::list).toList();
    }

    /** All counts in an event. */
    public static List<String> counts() {
        return Arrays.stream(Response.values()).map(StaffFields::count).toList();
    }
}
