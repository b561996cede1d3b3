package io.muster.live;

import java.lang.ref.Reference;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.muster.event.Audience;
import io.muster.event.Event;
import io.muster.event.EventField;
import io.muster.event.EventStatus;
import io.muster.event.KeyedCommand;
import io.muster.event.Role;
import io.muster.event.journal.JournalEntry;
import io.muster.event.plan.Made;
import io.muster.event.plan.Plan;
import io.muster.identity.Profile;
import io.muster.live.step.JournalInsert;
import io.muster.live.step.LiveEvents;
import io.muster.live.step.StepAssembly;
import io.muster.live.step.StreamedInsert;
import io.muster.live.stream.StreamSettings;
import io.muster.store.JournalDocuments;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.bson.codecs.DocumentCodec;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

/** The ring weighs what it holds: measured on the heap, with lines as the database brings them, each with strings of its own. */
@Tag("slow")
class RingMemoryTest {
    private static final int TOGETHER = 50;
    private static final DocumentCodec CODEC = new DocumentCodec();

    /** What fills a ring. */
    enum Life {
        /** 350 people come and go in an event with 50 long names. */
        MANY_ROLES {
            @Override
            List<JournalEntry> lines() {
                Event event = Made.event(IntStream.range(0, 50)
                        .mapToObj(i -> Role.of("%02d".formatted(i) + "\u0416".repeat(62), 10))
                        .toArray(Role[]::new));
                return responses(event, 350, 4);
            }
        },
        /** A small event, as most are. */
        FEW_ROLES {
            @Override
            List<JournalEntry> lines() {
                return responses(Made.event(Role.of("Server", 400), Role.of("Cook", 10)), 300, 8);
            }
        },
        /** Nobody but a thousand people is to see what a manager changes again and again. */
        LONG_AUDIENCE {
            @Override
            List<JournalEntry> lines() {
                List<String> keys = IntStream.range(0, 1_000)
                        .mapToObj(i -> "provider-of-a-firm:person-number-" + i)
                        .toList();
                Audience audience = new Audience(keys, List.of());
                return managers(
                        Made.event(EventStatus.PUBLISHED, audience, Role.of("Server", 5)),
                        200,
                        i -> i % 4 == 0
                                ? Made.publishTo(new Audience(keys.subList(0, 999 - i / 4 % 2), List.of("t-" + i)))
                                : Made.field(EventField.NOTES, Optional.of("note ".repeat(50) + i)));
            }
        },
        /** Times change again and again, and people have to confirm each. */
        TIMES_CHANGED {
            @Override
            List<JournalEntry> lines() {
                Plan in = Made.plan(Made.event(Role.of("Server", 5)), Made.accept("google:1", "Server"));
                List<JournalEntry> lines = managers(
                        in.after(),
                        400,
                        i -> Made.field(
                                EventField.START_TIME,
                                Optional.of(LocalTime.of(10, 0).plusMinutes(i))));
                lines.set(0, Made.firstLine(in.before()));
                lines.add(1, in.entries().get(0));
                return lines;
            }
        };

        abstract List<JournalEntry> lines();
    }

    private interface Edit {
        KeyedCommand number(int i);
    }

    private static List<JournalEntry> managers(Event made, int edits, Edit edit) {
        List<JournalEntry> lines = new ArrayList<>(List.of(Made.firstLine(made)));
        Event event = made;
        for (int i = 0; i < edits; i++) {
            Plan plan = Made.plan(event, edit.number(i));
            lines.addAll(plan.entries());
            event = plan.after();
        }
        return lines;
    }

    private static List<JournalEntry> responses(Event made, int people, int rounds) {
        List<JournalEntry> lines = new ArrayList<>(List.of(Made.firstLine(made)));
        List<Role> roles = made.roles();
        Event event = made;
        for (int round = 0; round < rounds; round++) {
            boolean accepts = round % 2 == 0;
            for (int from = 0; from < people; from += TOGETHER) {
                Plan plan = Made.plan(
                        event,
                        IntStream.range(from, Math.min(people, from + TOGETHER))
                                .mapToObj(i -> accepts
                                        ? Made.accept(
                                                "google:1234567890" + i,
                                                roles.get(i % roles.size()).name())
                                        : Made.decline("google:1234567890" + i))
                                .toArray(KeyedCommand[]::new));
                lines.addAll(plan.entries());
                event = plan.after();
            }
        }
        return lines;
    }

    /** What was measured in a JVM of its own. */
    private record Measured(long held, long weight, int steps, int kept) {
        static Measured read(String line) {
            String[] parts = line.split(" ");
            return new Measured(
                    Long.parseLong(parts[0]),
                    Long.parseLong(parts[1]),
                    Integer.parseInt(parts[2]),
                    Integer.parseInt(parts[3]));
        }

        @Override
        public String toString() {
            return held + " " + weight + " " + steps + " " + kept;
        }
    }

    @ParameterizedTest
    @EnumSource(Life.class)
    void weighsWhatItHolds(Life life) throws Exception {
        Measured measured = measured(Map.of("ring-size", "1G", "ring-entries", "1000000"), Long.MAX_VALUE, life);

        assertThat(measured.kept).isEqualTo(measured.steps);
        assertThat(measured.held)
                .as("held in bytes, weighed as %d, %d steps", measured.weight, measured.steps)
                .isBetween(measured.weight / 2, measured.weight * 11 / 10);
    }

    @Test
    void aRingThatIsFilledNeverHoldsMoreThanItMay() throws Exception {
        long most = 1_000_000;
        Measured measured = measured(Map.of("ring-size", "" + most), most, Life.values());

        assertThat(measured.kept).isPositive();
        assertThat(measured.held).isLessThan(most * 3 / 2);
    }

    /** Nothing else lives on the heap of that JVM, and nothing else dies on it. */
    private static Measured measured(Map<String, String> settings, long most, Life... lives) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                RingMemoryTest.class.getName(),
                "" + most,
                settings.entrySet().stream()
                        .map(each -> each.getKey() + "=" + each.getValue())
                        .collect(joining(","))));
        Stream.of(lives).map(Life::name).forEach(command::add);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return Measured.read(output.lines().reduce((first, last) -> last).orElseThrow());
    }

    /** Fills a ring and prints what it holds: the most it may weigh, the settings, and what fills it. */
    public static void main(String... args) {
        Map<String, String> settings = Stream.of(args[1].split(","))
                .map(each -> each.split("="))
                .collect(toMap(each -> each[0], each -> each[1]));
        List<byte[]> stored = stored(Stream.of(args)
                .skip(2)
                .flatMap(life -> Life.valueOf(life).lines().stream())
                .toList());
        // Whatever is loaded, opened and made once is there before.
        fill(stored, settings, Long.MAX_VALUE);
        long before = used();
        Filled filled = fill(stored, settings, Long.parseLong(args[0]));
        long held = used() - before;
        int kept = filled.ring.after(LastEventId.at(FanoutWorld.position(0))).size();
        System.out.println(new Measured(held, filled.ring.weight(), stored.size(), kept));
        Reference.reachabilityFence(filled);
        Reference.reachabilityFence(stored);
    }

    private record Filled(Ring ring, LiveEvents events) {}

    /** @param most what it may weigh after each delivery */
    private static Filled fill(List<byte[]> stored, Map<String, String> settings, long most) {
        LiveEvents events = new LiveEvents();
        Ring ring = new Ring(StreamSettings.with(settings), FanoutWorld.position(0), events);
        for (int from = 0; from < stored.size(); from += TOGETHER) {
            List<StreamedInsert> lines = new ArrayList<>();
            Map<String, Map<String, Profile>> people = new HashMap<>();
            for (int i = from; i < Math.min(stored.size(), from + TOGETHER); i++) {
                JournalEntry entry = read(stored.get(i));
                lines.add(new JournalInsert(FanoutWorld.position(i + 1), entry));
                entry.userKey()
                        .ifPresent(userKey -> people.computeIfAbsent(entry.managerId(), firm -> new HashMap<>())
                                .put(userKey, profile(userKey)));
            }
            ring.add(new StepAssembly(events, lines, Map.of(), Map.of(), Map.of(), people).steps());
            assertThat(ring.weight()).isLessThanOrEqualTo(most);
        }
        return new Filled(ring, events);
    }

    private static Profile profile(String userKey) {
        return new Profile(Optional.of("Name of " + userKey), Optional.of(userKey + "@example.org"), Optional.empty());
    }

    private static List<byte[]> stored(List<JournalEntry> lines) {
        return lines.stream()
                .map(line -> new RawBsonDocument(JournalDocuments.of(line), CODEC)
                        .getByteBuffer()
                        .array())
                .toList();
    }

    private static JournalEntry read(byte[] bytes) {
        Document document = new RawBsonDocument(bytes).decode(CODEC);
        return JournalDocuments.entry(document);
    }

    /** What is in use once nothing more can be let go of. What cleaners close goes in the background. */
    private static long used() {
        Runtime runtime = Runtime.getRuntime();
        long last = Long.MAX_VALUE;
        for (int same = 0; same < 3; ) {
            System.gc();
            long now = runtime.totalMemory() - runtime.freeMemory();
            same = now < last ? 0 : same + 1;
            last = Math.min(last, now);
        }
        return last;
    }
}
