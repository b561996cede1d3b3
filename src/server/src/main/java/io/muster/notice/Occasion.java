package io.muster.notice;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

import io.muster.event.Audience;
import org.bson.types.ObjectId;

/**
 * Something that people are told of, once each.
 *
 * @param id the same for the same occasion, however often its line is read
 * @param event empty for what concerns the firm as a whole
 * @param version of the event that brought it about; 0 of what came with time
 * @param at when it happened or was due
 * @param person whom it happened to
 * @param actor who did it, and is not told
 * @param seenBefore those whom a published event was for before, who know of it
 * @param data what else is known: {@link #CALL}, {@link #TO}, {@link #TEXT}
 */
public record Occasion(
        String id,
        String firm,
        Optional<ObjectId> event,
        NoticeKind kind,
        long version,
        Instant at,
        Optional<String> person,
        Optional<String> actor,
        Optional<Audience> seenBefore,
        Map<String, String> data) {
    /** The call time that a reminder is of. */
    public static final String CALL = "call";

    /** To whom a note is: {@code silent}, {@code accept}, {@code standby}. */
    public static final String TO = "to";

    /** What a note says. */
    public static final String TEXT = "text";

    public Occasion {
        data = Map.copyOf(data);
    }

    /** The same, done by somebody. */
    public Occasion by(Optional<String> who) {
        return new Occasion(id, firm, event, kind, version, at, person, who, seenBefore, data);
    }

    /** Those among whom the people are who are told. */
    public Whom whom() {
        if (kind != NoticeKind.NOTE) {
            return kind.whom();
        }
        return switch (data.getOrDefault(TO, "")) {
            case "accept" -> Whom.ACCEPTED;
            case "standby" -> Whom.STANDBY;
            default -> Whom.SILENT;
        };
    }
}
