package io.muster.store.erasure;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import io.muster.event.RequestKeys;
import io.muster.event.journal.JournalEntry;
import io.muster.store.AudienceDocuments;
import io.muster.store.EventDocuments;
import io.muster.store.JournalDocuments;
import io.muster.store.JournalFields;
import io.muster.store.StaffFields;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * An event and its lines of the journal with other userKeys. Every place that has one is named here; what is not a userKey stays as it is,
 * also what this version does not know. Whatever is applied to a line and to the event alike, the lines still make the event.
 */
public final class ErasedDocuments {
    private static final String USER_KEY = "userKey";
    private static final String SET = "set";
    private static final String KIND = "kind";
    private static final String CANCELLED = JournalEntry.Kind.CANCELLED.wireName();

    private ErasedDocuments() {}

    /** The fields of an event that become others, with their values; empty where it names nobody who is erased. */
    public static Document changedOf(Document event, Pseudonyms names) {
        Document changed = new Document();
        for (String list : StaffFields.lists()) {
            entries(event.get(list), names).ifPresent(people -> changed.append(list, people));
        }
        for (String list : List.of(EventDocuments.AUDIENCE_USER_KEYS, EventDocuments.BARRED)) {
            strings(event.get(list), names).ifPresent(userKeys -> changed.append(list, userKeys));
        }
        return changed;
    }

    /**
     * A line of the journal that names nobody who is erased; empty where it names none of them. What a client sent with the request
     * cannot be told from it any more: the hashes of its key and content, and the reason that was given by or about the person.
     */
    public static Optional<Document> of(Document line, Pseudonyms names) {
        Document erased = new Document(line);
        boolean isPerson = replace(erased, JournalFields.USER_KEY, names);
        boolean isFormer = replace(erased, JournalFields.FROM, names);
        boolean isActor = replace(erased, JournalFields.ACTOR, names);
        boolean isNamed = isPerson | isFormer | isActor;
        if (line.get(SET) instanceof Document set) {
            Document changed = new Document(set);
            boolean any = replaceAll(changed, EventDocuments.AUDIENCE_USER_KEYS, names)
                    | replaceAll(changed, EventDocuments.BARRED, names);
            if (any) {
                erased.append(SET, changed);
                isNamed = true;
            }
        }
        if (line.get(JournalFields.AUDIENCE_BEFORE) instanceof Document before) {
            Document changed = new Document(before);
            if (replaceAll(changed, AudienceDocuments.USER_KEYS, names)) {
                erased.append(JournalFields.AUDIENCE_BEFORE, changed);
                isNamed = true;
            }
        }
        if (!isNamed) {
            return Optional.empty();
        }
        if ((isActor || isPerson) && !isOfTheEvent(line)) {
            erased.remove(JournalDocuments.REASON);
        }
        // A key that stays without its fingerprint would answer another request.
        return Optional.of(erased.append(JournalFields.REQUEST_KEY, RequestKeys.keyOf("", Optional.empty()))
                .append(JournalFields.FINGERPRINT, ""));
    }

    /** Why an event is off stands in the event as well, for all who see it. */
    private static boolean isOfTheEvent(Document line) {
        return CANCELLED.equals(line.get(KIND));
    }

    private static boolean replace(Document document, String field, Pseudonyms names) {
        if (document.get(field) instanceof String userKey) {
            String name = names.of(userKey);
            document.put(field, name);
            return !name.equals(userKey);
        }
        return false;
    }

    private static boolean replaceAll(Document document, String field, Pseudonyms names) {
        Optional<List<Object>> replaced = strings(document.get(field), names);
        replaced.ifPresent(userKeys -> document.put(field, userKeys));
        return replaced.isPresent();
    }

    /** What is no string stays as it is. */
    private static Optional<List<Object>> strings(@Nullable Object stored, Pseudonyms names) {
        if (!(stored instanceof List<?> list)) {
            return Optional.empty();
        }
        List<Object> replaced = new ArrayList<>(list.size());
        list.forEach(element -> replaced.add(element instanceof String userKey ? names.of(userKey) : element));
        return Optional.of(replaced).filter(it -> !it.equals(list));
    }

    private static Optional<List<Object>> entries(@Nullable Object stored, Pseudonyms names) {
        if (!(stored instanceof List<?> list)) {
            return Optional.empty();
        }
        List<Object> replaced = new ArrayList<>(list.size());
        list.forEach(element -> replaced.add(element instanceof Document entry ? entry(entry, names) : element));
        return Optional.of(replaced).filter(it -> !Objects.equals(it, list));
    }

    private static Document entry(Document entry, Pseudonyms names) {
        Document replaced = new Document(entry);
        replace(replaced, USER_KEY, names);
        return replaced;
    }
}
