package io.muster.event;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.time.zone.ZoneRulesException;
import java.time.zone.ZoneRulesProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.joda.time.DateTimeZone;

/**
 * Provides {@code java.time} with the zones that Joda-Time's copy of the IANA database names and this Java does not. The rules of
 * a zone that this Java knows stay this Java's: a provider cannot replace them.
 */
final class NewerZones extends ZoneRulesProvider {
    /** Changes of the clock are listed up to here; after it a zone keeps its last offset. */
    private static final long LAST_CHANGE_MILLIS =
            Instant.parse("2200-01-01T00:00:00Z").toEpochMilli();

    private static final String VERSION = "joda-time";

    private final Map<String, ZoneRules> rules;

    private NewerZones(Map<String, ZoneRules> rules) {
        this.rules = Map.copyOf(rules);
    }

    /** Registers the zones that are missing. A second call, by a class loader of a live reload, finds none. */
    static void register() {
        Set<String> known = ZoneId.getAvailableZoneIds();
        Map<String, ZoneRules> missing = DateTimeZone.getAvailableIDs().stream()
                .filter(name -> !known.contains(name))
                .collect(Collectors.toMap(name -> name, name -> rulesOf(DateTimeZone.forID(name))));
        if (!missing.isEmpty()) {
            registerProvider(new NewerZones(missing));
        }
    }

    /** The same rules in the form of {@code java.time}. */
    static ZoneRules rulesOf(DateTimeZone zone) {
        List<ZoneOffsetTransition> standard = new ArrayList<>();
        List<ZoneOffsetTransition> wall = new ArrayList<>();
        long change = zone.nextTransition(Long.MIN_VALUE);
        ZoneOffset firstStandard = offset(zone.getStandardOffset(change - 1));
        ZoneOffset firstWall = offset(zone.getOffset(change - 1));
        for (long last = Long.MIN_VALUE;
                change > last && change <= LAST_CHANGE_MILLIS;
                change = zone.nextTransition(change)) {
            addChange(standard, change, zone.getStandardOffset(change - 1), zone.getStandardOffset(change));
            addChange(wall, change, zone.getOffset(change - 1), zone.getOffset(change));
            last = change;
        }
        return ZoneRules.of(firstStandard, firstWall, standard, wall, List.of());
    }

    /**
     * A change within a second belongs to the next one: Joda-Time has midnight at the end of a day as 23:59:59.999.
     *
     * @param at of the epoch, in milliseconds, as the offsets are
     */
    private static void addChange(List<ZoneOffsetTransition> changes, long at, int before, int after) {
        if (before != after) {
            LocalDateTime local = LocalDateTime.ofEpochSecond(-Math.floorDiv(-at, 1_000L), 0, offset(before));
            changes.add(ZoneOffsetTransition.of(local, offset(before), offset(after)));
        }
    }

    private static ZoneOffset offset(int millis) {
        return ZoneOffset.ofTotalSeconds(millis / 1_000);
    }

    @Override
    protected Set<String> provideZoneIds() {
        return rules.keySet();
    }

    @Override
    protected ZoneRules provideRules(String zoneId, boolean forCaching) {
        ZoneRules found = rules.get(zoneId);
        if (found == null) {
            throw new ZoneRulesException("no such zone: " + zoneId);
        }
        return found;
    }

    @Override
    protected NavigableMap<String, ZoneRules> provideVersions(String zoneId) {
        return new TreeMap<>(Map.of(VERSION, provideRules(zoneId, false)));
    }
}
