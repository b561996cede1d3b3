package io.muster.event;

import java.util.Optional;

/**
 * The descriptive fields of an event: what a manager may set besides roles, audience and barred people. Request
 * bodies, answers, the database and the journal go by this list (docs/api.md#event-fields). A new field is one line here, and
 * the same name in openapi.yaml, whose schemas are closed; CONTRIBUTING.md goes through it.
 */
public enum EventField {
    EVENT_NAME("event_name", Kind.NAME),
    SHIFT_NAME("shift_name", Kind.NAME),
    CLIENT_NAME("client_name", Kind.NAME),
    THIRD_PARTY_COMPANY_NAME("third_party_company_name", Kind.NAME),
    DATE("date", Kind.DATE),
    START_TIME("start_time", Kind.TIME),
    END_TIME("end_time", Kind.TIME),
    SETUP_TIME("setup_time", Kind.TIME),
    TIMEZONE("timezone", Kind.ZONE),
    VENUE_NAME("venue_name", Kind.NAME),
    VENUE_ADDRESS("venue_address", Kind.ADDRESS),
    VENUE_LATITUDE("venue_latitude", Kind.LATITUDE),
    VENUE_LONGITUDE("venue_longitude", Kind.LONGITUDE),
    GOOGLE_MAPS_URL("google_maps_url", Kind.URL),
    CITY("city", Kind.NAME),
    STATE("state", Kind.NAME),
    COUNTRY("country", Kind.NAME),
    CONTACT_NAME("contact_name", Kind.NAME, true),
    CONTACT_PHONE("contact_phone", Kind.NAME, true),
    CONTACT_EMAIL("contact_email", Kind.NAME, true),
    UNIFORM("uniform", Kind.ADDRESS),
    NOTES("notes", Kind.NOTES),
    PAY_RATE_INFO("pay_rate_info", Kind.ADDRESS),
    HEADCOUNT_TOTAL("headcount_total", Kind.COUNT),
    VISIBILITY_TYPE("visibilityType", Kind.NAME),
    CANCEL_REASON("cancel_reason", Kind.NAME),
    RESPOND_BY("respond_by", Kind.INSTANT),
    PROMOTE_UNTIL("promote_until", Kind.INSTANT),
    OPENS_AT("opens_at", Kind.INSTANT),
    WITHDRAW_UNTIL("withdraw_until", Kind.INSTANT);

    /** The type of a field in JSON and in Java, and its limits. */
    public enum Kind {
        /** A string of at most 200 code points. */
        NAME,
        /** A string of at most 500 code points. */
        ADDRESS,
        /** A string of at most 4 000 code points; newline and tab are allowed. */
        NOTES,
        /** An https address, a string. */
        URL,
        /** A {@link java.time.LocalDate}. */
        DATE,
        /** A {@link java.time.LocalTime}, to the minute. */
        TIME,
        /** A {@link java.time.ZoneId} by its IANA name. */
        ZONE,
        /** An {@link java.time.Instant}, to the millisecond. */
        INSTANT,
        /** An {@link Integer}, 0 to 1 000 000. */
        COUNT,
        /** A {@link Double}, degrees, -90 to 90. */
        LATITUDE,
        /** A {@link Double}, degrees, -180 to 180. */
        LONGITUDE
    }

    private final String wireName;
    private final Kind kind;
    private final boolean contact;

    EventField(String wireName, Kind kind) {
        this(wireName, kind, false);
    }

    EventField(String wireName, Kind kind, boolean contact) {
        this.wireName = wireName;
        this.kind = kind;
        this.contact = contact;
    }

    /** The name in JSON and in the database. */
    public String wireName() {
        return wireName;
    }

    public Kind kind() {
        return kind;
    }

    /** Whether staff see it only once they have accepted. */
    public boolean isContact() {
        return contact;
    }

    /** Whether staff never see it: they see when it opens to them, and not to others (docs/api.md#waves). */
    public boolean isForManagerAlone() {
        return this == OPENS_AT;
    }

    /** Whether a body that describes an event cannot set it: a call of its own does. */
    public boolean isKept() {
        return this == CANCEL_REASON;
    }

    public static Optional<EventField> ofWireName(String name) {
        for (EventField field : values()) {
            if (field.wireName.equals(name)) {
                return Optional.of(field);
            }
        }
        return Optional.empty();
    }
}
