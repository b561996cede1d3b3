package io.muster.event;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.bson.Document;

/**
 * What a manager's change set, read back from its journal line.
 *
 * @param cleared descriptive fields that are no more
 * @param fields descriptive fields with their values after the change
 */
public record JournaledFields(
        Set<EventField> cleared,
        Map<EventField, Object> fields,
        Optional<List<Role>> roles,
        AudiencePatch audience,
        Optional<List<String>> barred) {

    public static JournaledFields of(JournalEntry line) {
        Set<EventField> cleared = EnumSet.noneOf(EventField.class);
        line.unset().forEach(name -> EventField.ofWireName(name).ifPresent(cleared::add));
        Document set = line.set();
        return new JournaledFields(
                cleared,
                EventDocuments.fields(set),
                Optional.ofNullable(set.getList(EventDocuments.ROLES, Document.class))
                        .map(roles -> roles.stream().map(EventDocuments::role).toList()),
                new AudiencePatch(
                        strings(set, EventDocuments.AUDIENCE_USER_KEYS),
                        strings(set, EventDocuments.AUDIENCE_TEAM_IDS)),
                strings(set, EventDocuments.BARRED));
    }

    private static Optional<List<String>> strings(Document set, String name) {
        return Optional.ofNullable(set.getList(name, String.class));
    }
}
