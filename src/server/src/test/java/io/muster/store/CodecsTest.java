package io.muster.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import com.mongodb.MongoClientSettings;
import io.muster.event.Audience;
import io.muster.event.Command;
import io.muster.event.Event;
import io.muster.event.EventField;
import io.muster.event.EventStatus;
import io.muster.event.Response;
import io.muster.event.Role;
import io.muster.event.Rosters;
import io.muster.event.StaffEntry;
import io.muster.event.StandbyReason;
import io.muster.event.Terms;
import io.muster.event.journal.JournalEntry;
import io.muster.event.journal.Replay;
import io.muster.event.plan.Histories;
import io.muster.event.plan.Histories.Batch;
import io.muster.event.plan.Histories.History;
import io.muster.event.plan.Made;
import io.muster.event.plan.Plan;
import io.muster.event.plan.Planner;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.bson.BsonBinaryReader;
import org.bson.BsonBinaryWriter;
import org.bson.Document;
import org.bson.codecs.Codec;
import org.bson.codecs.DecoderContext;
import org.bson.codecs.EncoderContext;
import org.bson.codecs.configuration.CodecRegistries;
import org.bson.codecs.configuration.CodecRegistry;
import org.bson.io.BasicOutputBuffer;
import org.bson.types.ObjectId;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Events and journal lines come back from bytes as they went in. */
class CodecsTest {
    private static final CodecRegistry REGISTRY = CodecRegistries.fromRegistries(
            CodecRegistries.fromProviders(new Codecs()), MongoClientSettings.getDefaultCodecRegistry());

    @Provide
    Arbitrary<Event> events() {
        Arbitrary<EventStatus> statuses = Arbitraries.of(EventStatus.class);
        Arbitrary<List<StaffEntry>> accepted = entries(Response.ACCEPT);
        Arbitrary<List<StaffEntry>> declined = entries(Response.DECLINE);
        Arbitrary<Audience.Wave> wave =
                Combinators.combine(instants(), texts().list()).as(Audience.Wave::new);
        Arbitrary<Audience> audiences = Combinators.combine(
                        texts().list(), texts().list(), wave.list().ofMaxSize(2))
                .as(Audience::new);
        return Combinators.combine(
                        statuses,
                        fields(),
                        roles(),
                        Combinators.combine(accepted, declined).as(Rosters::of),
                        audiences,
                        texts().list(),
                        instants(),
                        terms())
                .as((status, fields, roles, people, audience, barred, time, terms) -> new Event(
                        new ObjectId(),
                        "m-1",
                        status,
                        fields,
                        roles,
                        people,
                        audience,
                        barred,
                        1L << 40,
                        7,
                        time,
                        time.plusMillis(1),
                        false,
                        terms));
    }

    private static Arbitrary<Terms> terms() {
        return Combinators.combine(
                        Arbitraries.longs().greaterOrEqual(1),
                        texts().optional(),
                        texts().optional(),
                        Arbitraries.of(true, false))
                .as(Terms.Change::new)
                .list()
                .ofMaxSize(3)
                .map(Terms::new);
    }

    @Provide
    Arbitrary<History> histories() {
        return Histories.histories();
    }

    /** Any code points that make a string: also NUL, marks of direction, emoji, {@code $} and dots. */
    private static Arbitrary<String> texts() {
        Arbitrary<String> any = Arbitraries.integers()
                .between(0, 0x10FFFF)
                .filter(point -> point < 0xD800 || point > 0xDFFF)
                .map(Character::toString);
        Arbitrary<String> telling =
                Arbitraries.of("$", ".", "\u0000", "\u202e", "\ud83d\ude80", "\u00e9", "e\u0301", " ", "a", "\"", "\\");
        return Arbitraries.oneOf(any, telling).list().ofMaxSize(6).map(points -> String.join("", points));
    }

    private static Arbitrary<Instant> instants() {
        return Arbitraries.longs()
                .between(-1_000_000_000_000L, 4_000_000_000_000L)
                .map(Instant::ofEpochMilli);
    }

    private static Arbitrary<LocalTime> times() {
        return Arbitraries.integers().between(0, 1439).map(minute -> LocalTime.MIDNIGHT.plusMinutes(minute));
    }

    private static Arbitrary<LocalDate> dates() {
        return Arbitraries.integers().between(0, 40_000).map(LocalDate.EPOCH::plusDays);
    }

    private static Arbitrary<Map<EventField, Object>> fields() {
        Arbitrary<Map<EventField, Object>> all = Arbitraries.just(Map.of());
        for (EventField field : EventField.values()) {
            boolean required = field == EventField.DATE || field == EventField.TIMEZONE;
            all = Combinators.combine(all, value(field.kind()).optional(required ? 1 : 0.5))
                    .as((others, value) -> {
                        Map<EventField, Object> more = new EnumMap<>(EventField.class);
                        more.putAll(others);
                        value.ifPresent(present -> more.put(field, present));
                        return more;
                    });
        }
        return all;
    }

    private static Arbitrary<?> value(EventField.Kind kind) {
        return switch (kind) {
            case NAME, ADDRESS, NOTES, URL -> texts();
            case DATE -> dates();
            case TIME -> times();
            case ZONE ->
                Arbitraries.of("UTC", "America/Denver", "Asia/Kathmandu").map(ZoneId::of);
            case INSTANT -> instants();
            case COUNT -> Arbitraries.integers().between(0, 1_000_000);
            case LATITUDE -> Arbitraries.doubles().between(-90, 90);
            case LONGITUDE -> Arbitraries.doubles().between(-180, 180);
        };
    }

    private static Arbitrary<List<Role>> roles() {
        return Combinators.combine(
                        texts(),
                        Arbitraries.integers().between(1, 2_000),
                        times().optional(),
                        times().optional(),
                        Arbitraries.of("", "waitlist", "approval"),
                        Arbitraries.integers().between(1, 500),
                        Arbitraries.of("Licence", "First aid", "\u00c9cole.$1")
                                .list()
                                .uniqueElements()
                                .ofMaxSize(2))
                .as((name, count, call, end, standby, max, requires) -> new Role(
                        name,
                        Role.keyOf(name),
                        count,
                        call.orElse(null),
                        end.orElse(null),
                        call.orElse(null),
                        standby.equals("waitlist"),
                        standby.equals("approval"),
                        max,
                        requires))
                .list()
                .ofMaxSize(3);
    }

    private static Arbitrary<List<StaffEntry>> entries(Response response) {
        Arbitrary<Optional<StandbyReason>> reasons = response == Response.STANDBY
                ? Arbitraries.of(StandbyReason.class).map(Optional::of)
                : Arbitraries.just(Optional.empty());
        return Combinators.combine(
                        texts(),
                        texts().optional(),
                        instants(),
                        Arbitraries.longs(),
                        Arbitraries.longs().filter(since -> since != 0).optional(),
                        reasons,
                        Arbitraries.of(true, false),
                        Arbitraries.longs().optional())
                .as((person, role, time, version, since, reason, byManager, confirmed) -> new StaffEntry(
                        person,
                        response,
                        role,
                        role.map(Role::keyOf),
                        time,
                        version,
                        since.orElse(version),
                        reason,
                        byManager,
                        confirmed.orElse(version)))
                .list()
                .ofMaxSize(3);
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void anEventComesBackAsItWas(@ForAll("events") Event event) {
        assertThat(throughBytes(event, Event.class)).isEqualTo(event);
    }

    @Property(tries = 150, edgeCases = EdgeCasesMode.NONE)
    void aLineOfTheJournalComesBackAsItWas(@ForAll("histories") History history, @ForAll("events") Event any) {
        List<JournalEntry> lines = new ArrayList<>(List.of(Made.firstLine(any), Made.firstLine(history.made())));
        Event event = history.made();
        for (Batch batch : history.batches()) {
            Plan plan = Planner.plan(event, batch.now(), batch.requests());
            lines.addAll(plan.entries());
            event = plan.after();
        }

        for (JournalEntry line : lines) {
            assertThat(throughBytes(line, JournalEntry.class)).isEqualTo(line);
        }
    }

    private static <T> T throughBytes(T value, Class<T> type) {
        Codec<T> codec = REGISTRY.get(type);
        BasicOutputBuffer bytes = new BasicOutputBuffer();
        try (BsonBinaryWriter writer = new BsonBinaryWriter(bytes)) {
            codec.encode(writer, value, EncoderContext.builder().build());
        }
        try (BsonBinaryReader reader = new BsonBinaryReader(ByteBuffer.wrap(bytes.toByteArray()))) {
            return codec.decode(reader, DecoderContext.builder().build());
        }
    }

    /** The stored shapes that other readers of the database rely on. */
    @Example
    void anEventIsStoredInItsDocumentedShape() {
        Event event = Made.after(
                Made.event(
                        EventStatus.PUBLISHED,
                        new Audience(List.of("google:1"), List.of("t-1")),
                        new Role("Server", "server", 2, LocalTime.of(17, 0), null, null)),
                Made.request(new Command.Accept(Made.person("google:1"), "SERVER")));

        Document document = EventDocuments.of(event);

        assertThat(document.get("date")).isEqualTo("2026-06-20");
        assertThat(document.get("start_time")).isEqualTo("18:00");
        assertThat(document.get("timezone")).isEqualTo("UTC");
        assertThat(document.get("audience")).isEqualTo(List.of("u|google:1", "t|t-1"));
        assertThat(document.get("ord"))
                .isEqualTo("2026-06-20/18:00/" + event.id().toHexString());
        assertThat(document.getDate("endsAt").toInstant()).isEqualTo("2026-06-20T23:00:00Z");
        assertThat(document.get("version")).isEqualTo(2L);
        assertThat(document.get("managerVersion")).isEqualTo(1L);
        assertThat(document.get("roles"))
                .isEqualTo(List.of(new Document("role", "Server")
                        .append("key", "server")
                        .append("count", 2)
                        .append("call_time", "17:00")));
        assertThat(document.getList("accepted_staff", Document.class).get(0).keySet())
                .containsExactly("userKey", "role", "key", "respondedAt", "version");
        assertThat(document.get("role_stats"))
                .isEqualTo(List.of(new Document("role", "Server")
                        .append("key", "server")
                        .append("capacity", 2)
                        .append("taken", 1)
                        .append("remaining", 1)
                        .append("is_full", false)));
        assertThat(document).doesNotContainKey("deletedAt");
    }

    @Example
    void whoIsInATeamOfAWaveFindsTheEvent() {
        Audience.Wave wave = new Audience.Wave(Made.NOW, List.of("t-1", "t-2"));
        Audience audience = new Audience(List.of(), List.of("t-1"), List.of(wave));

        Document document = EventDocuments.of(Made.event(EventStatus.PUBLISHED, audience, Role.of("Server", 1)));

        assertThat(document.get("audience")).isEqualTo(List.of("t|t-1", "t|t-2"));
        assertThat(document.get("waves"))
                .isEqualTo(List.of(new Document("opens_at", Date.from(Made.NOW))
                        .append("audience_team_ids", List.of("t-1", "t-2"))));
        assertThat(EventDocuments.of(Made.event(Role.of("Server", 1)))).doesNotContainKey("waves");
    }

    @Example
    void whatIsForEveryoneIsFoundByItsManagersPeople() {
        assertThat(EventDocuments.of(Made.event(Role.of("Server", 1))).get("audience"))
                .isEqualTo(List.of("*", "*|" + Made.MANAGER));
        assertThat(EventDocuments.of(Made.event(EventStatus.DRAFT, Audience.EVERYONE, Role.of("Server", 1)))
                        .get("audience"))
                .isEqualTo(List.of());
    }

    /** Lines of each kind as they have been written since the first of them: they are read, and written the same. */
    @Example
    void linesOfTheJournalThatAreStoredAreReadAndWrittenTheSame() throws IOException {
        List<Document> stored = stored();

        assertThat(stored.stream().map(line -> line.getString("kind")).distinct())
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(JournalEntry.Kind.values())
                        .map(JournalEntry.Kind::wireName)
                        .toList());
        for (Document line : stored) {
            assertThat(JournalDocuments.of(JournalDocuments.entry(line))).isEqualTo(line);
        }
    }

    @Example
    void aStoredJournalIsReplayed() throws IOException {
        List<JournalEntry> life =
                stored().stream().map(JournalDocuments::entry).limit(15).toList();

        Event event = Replay.of(life);

        assertThat(event.version()).isEqualTo(15);
        assertThat(event.deleted()).isTrue();
        assertThat(event.status()).isEqualTo(EventStatus.COMPLETED);
        assertThat(event.field(EventField.NOTES)).isEmpty();
        assertThat(event.roles()).extracting(Role::name).containsExactly("SERVER", "Cook");
        assertThat(event.accepted()).extracting(StaffEntry::userKey).containsExactly("d");
        assertThat(event.declined()).extracting(StaffEntry::userKey).containsExactly("b");
        assertThat(event.audience().userKeys()).containsExactly("x", "y");
        assertThat(event.barred()).containsExactly("q", "a");
    }

    @Example
    void aLineThatIsNotUnderstoodSaysSo() throws IOException {
        Document senseless = stored().get(0);
        senseless.get("set", Document.class).append("date", "the day after");
        Document foreign = stored().get(1).append("kind", "approved");

        assertThatThrownBy(() -> JournalDocuments.entry(senseless)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> JournalDocuments.entry(foreign)).isInstanceOf(IllegalStateException.class);
    }

    private static List<Document> stored() throws IOException {
        try (InputStream lines = Objects.requireNonNull(CodecsTest.class.getResourceAsStream("/journal/lines.jsonl"))) {
            return new String(lines.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(Document::parse)
                    .toList();
        }
    }
}
