package io.muster.api.calendar;

import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneRules;
import java.util.Date;
import java.util.TimeZone;

/** A zone of {@code java.time} as the library takes it, by the same rules: {@link TimeZone} does not know every zone that events may have. */
final class RulesZone extends TimeZone {
    private static final long serialVersionUID = 1;
    private static final int MILLIS = 1_000;

    private final transient ZoneRules rules;

    RulesZone(ZoneId zone) {
        this.rules = zone.getRules();
        setID(zone.getId());
    }

    @Override
    public int getOffset(long millis) {
        return rules.getOffset(Instant.ofEpochMilli(millis)).getTotalSeconds() * MILLIS;
    }

    /** For a day of the standard calendar; the library does not ask it. */
    @Override
    public int getOffset(int era, int year, int month, int day, int dayOfWeek, int millis) {
        throw new UnsupportedOperationException("by instants alone");
    }

    @Override
    public void setRawOffset(int millis) {
        throw new UnsupportedOperationException("the rules are fixed");
    }

    @Override
    public int getRawOffset() {
        return rules.getStandardOffset(Instant.EPOCH).getTotalSeconds() * MILLIS;
    }

    @Override
    public boolean useDaylightTime() {
        return !rules.isFixedOffset();
    }

    @Override
    public boolean inDaylightTime(Date date) {
        return rules.isDaylightSavings(date.toInstant());
    }
}
