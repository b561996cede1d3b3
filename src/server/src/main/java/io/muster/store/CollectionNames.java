package io.muster.store;

/** What the database calls its collections (docs/design.md#data-model). */
public final class CollectionNames {
    public static final String EVENTS = "events";
    public static final String JOURNAL = "journal";
    public static final String PEOPLE = "people";
    public static final String ATTENDANCE = "attendance";
    public static final String FIRMS = "firms";
    public static final String MEMBERS = "members";
    public static final String TEAMS = "teams";
    public static final String TOKENS = "tokens";
    public static final String CALENDARS = "calendars";
    public static final String JOBS = "jobs";
    public static final String FORGOTTEN = "forgotten";
    public static final String FENCES = "fences";
    public static final String WEBHOOKS = "webhooks";
    public static final String OUTBOUND = "outbound";
    public static final String DUE = "due";
    public static final String LEASES = "leases";
    public static final String TURNS = "turns";
    public static final String SCHEMA = "schema";
    public static final String NOTICES = "notices";
    public static final String NOTICE_POSITIONS = "notice_positions";
    public static final String DELIVERIES = "deliveries";
    public static final String NOTES = "notes";

    private CollectionNames() {}
}
