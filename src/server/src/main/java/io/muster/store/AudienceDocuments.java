package io.muster.store;

import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;

import io.muster.event.Audience;
import io.muster.event.AudiencePatch;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

import static io.muster.store.Documents.list;
import static io.muster.store.Documents.strings;

/** Whom an event is for and to whom it opens when, as stored in an event and in a line of the journal (docs/design.md#events). */
public final class AudienceDocuments {
    /** The teams of all waves, in {@link JournalFields#AUDIENCE_BEFORE}. */
    public static final String WAVES_TEAM_IDS = "waves.audience_team_ids";

    /** The people, in {@link JournalFields#AUDIENCE_BEFORE}. */
    public static final String USER_KEYS = "userKeys";

    private static final String TEAM_IDS = "teamIds";
    private static final String WAVES = "waves";
    private static final String OPENS_AT = "opens_at";
    private static final String WAVE_TEAM_IDS = "audience_team_ids";

    private AudienceDocuments() {}

    static List<Document> of(List<Audience.Wave> waves) {
        return waves.stream()
                .map(wave -> new Document(OPENS_AT, Date.from(wave.opensAt()))
                        .append(WAVE_TEAM_IDS, List.copyOf(wave.teamIds())))
                .toList();
    }

    /**
     * A wave whose time cannot be read is left out, as any other field is that cannot be read. Its teams see the event no more than
     * others, and it opens to them when it does to everybody else.
     */
    static Audience.@Nullable Wave readable(StoredFields wave) {
        Instant opensAt = wave.instant(OPENS_AT);
        if (opensAt == null) {
            wave.damage(OPENS_AT);
            return null;
        }
        return new Audience.Wave(opensAt, wave.strings(WAVE_TEAM_IDS));
    }

    private static Audience.Wave wave(Document wave) {
        return new Audience.Wave(Documents.instant(wave, OPENS_AT), strings(wave, WAVE_TEAM_IDS));
    }

    /** An audience as a line has the one before it. */
    public static Document before(Audience audience) {
        Document document = new Document(USER_KEYS, List.copyOf(audience.userKeys()))
                .append(TEAM_IDS, List.copyOf(audience.teamIds()));
        return audience.waves().isEmpty() ? document : document.append(WAVES, of(audience.waves()));
    }

    /** As {@link #before(Audience)} made it. */
    public static Audience before(Document audience) {
        return new Audience(
                strings(audience, USER_KEYS),
                strings(audience, TEAM_IDS),
                list(audience, WAVES).stream().map(AudienceDocuments::wave).toList());
    }

    /** What a change sets, among what else it sets. */
    static void append(Document set, AudiencePatch patch) {
        patch.userKeys().ifPresent(keys -> set.append(EventDocuments.AUDIENCE_USER_KEYS, List.copyOf(keys)));
        patch.teamIds().ifPresent(teamIds -> set.append(EventDocuments.AUDIENCE_TEAM_IDS, List.copyOf(teamIds)));
        patch.waves().ifPresent(waves -> set.append(EventDocuments.WAVES, of(waves)));
    }

    /** As {@link #append} made it. */
    static AudiencePatch patch(Document set) {
        return new AudiencePatch(
                Optional.ofNullable(set.getList(EventDocuments.AUDIENCE_USER_KEYS, String.class)),
                Optional.ofNullable(set.getList(EventDocuments.AUDIENCE_TEAM_IDS, String.class)),
                Optional.ofNullable(set.getList(EventDocuments.WAVES, Document.class))
                        .map(waves ->
                                waves.stream().map(AudienceDocuments::wave).toList()));
    }
}
