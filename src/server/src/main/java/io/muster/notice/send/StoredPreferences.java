package io.muster.notice.send;

import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;

import jakarta.inject.Singleton;

import io.muster.notice.Language;
import io.muster.store.people.People;
import io.quarkus.arc.DefaultBean;
import io.smallrye.mutiny.Uni;

/** What people have said by the address in their letters. */
@Singleton
@DefaultBean
class StoredPreferences implements Preferences {
    private final People people;
    private final Language usual;

    StoredPreferences(People people, NoticeConfig config) {
        this.people = people;
        this.usual = Language.of(config.language());
    }

    @Override
    public Uni<Map<String, Wanted>> of(Collection<String> userKeys) {
        return people.withoutMail(userKeys)
                .map(without -> userKeys.stream()
                        .distinct()
                        .collect(Collectors.toMap(
                                userKey -> userKey, userKey -> new Wanted(true, !without.contains(userKey), usual))));
    }

    @Override
    public Uni<Void> endMail(String userKey) {
        return people.endMail(userKey);
    }
}
