package io.muster.notice.send;

import java.util.Collection;
import java.util.Map;

import io.muster.notice.Language;
import io.smallrye.mutiny.Uni;

/** How people want to be told. */
interface Preferences {
    /** What one person wants. */
    record Wanted(boolean push, boolean mail, Language language) {
        static final Wanted UNSET = new Wanted(true, true, Language.EN);
    }

    /** Of people who have not said so there is nothing in the map. */
    Uni<Map<String, Wanted>> of(Collection<String> userKeys);

    /** A person wants no more letters. */
    Uni<Void> endMail(String userKey);
}
