package io.muster.notice.send;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

import jakarta.inject.Inject;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import io.muster.event.Event;
import io.muster.event.EventStatus;
import io.muster.event.journal.JournalEntry;
import io.muster.notice.NoticeKind;
import io.muster.notice.Occasion;
import io.muster.notice.Occasions;
import io.muster.notice.Recipient;
import io.muster.notice.Telling;
import io.muster.people.Member;
import io.muster.store.CollectionNames;
import io.muster.store.DatabaseClock;
import io.muster.store.notice.Deliveries;
import io.muster.store.notice.Notes;
import io.muster.store.notice.PendingNotices;
import io.muster.store.outbound.OutboundLine;
import io.muster.store.people.Firms;
import io.muster.store.people.Members;
import io.muster.store.read.EventReads;
import io.muster.testing.http.Bodies;
import io.muster.testing.http.Client;
import io.quarkus.mongodb.FindOptions;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.smallrye.mutiny.Uni;
import org.awaitility.Awaitility;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A random day, shortened, during which holders are stopped, killed between sending and noting, and have channels that fail: each person is told
 * once of one thing, a repeat comes from a kill alone and is recognizable, and what is true at the end was told.
 */
@QuarkusTest
@Tag("service")
@Tag("slow")
@TestProfile(WithTestLog.class)
class NoticeRestartTest extends NoticeTest {
    private static final int ACTIONS = 160;
    private static final int EVENTS = 4;
    private static final List<String> PEOPLE = List.of("a", "b", "c", "d", "e", "f", "g", "h");

    @Inject
    TestLog log;

    @Inject
    NoticePlanning planning;

    @Inject
    PendingNotices pending;

    @Inject
    EventReads events;

    @Inject
    Firms firms;

    @Inject
    Hearers hearers;

    @Inject
    Members members;

    @Inject
    NoticeMetrics metrics;

    @Inject
    Notes notes;

    @Inject
    DatabaseClock clock;

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);

    /** What was sent by a process that died before it was noted, and how often. */
    private final Map<Deliveries.Key, Integer> lost = new ConcurrentHashMap<>();

    /** Each message sent, once for each time. */
    private final RecordingChannel channel = new RecordingChannel(message -> random.nextInt(10) == 0);

    /** A process that may die after it has sent something, and before it has noted so. */
    private final class Holder {
        private final AtomicBoolean lives = new AtomicBoolean(true);
        private final Notices notices;

        Holder() {
            Deliveries mortal = new Deliveries(client.getDatabase(database)) {
                @Override
                public Uni<Void> add(Collection<Delivery> told) {
                    if (told.size() < 2 || random.nextInt(4) != 0) {
                        return super.add(told).invoke(() -> channel.settled(told));
                    }
                    lives.set(false);
                    List<Delivery> all = List.copyOf(told);
                    List<Delivery> gone = all.subList(0, all.size() / 2);
                    gone.forEach(it -> lost.merge(it.key(), 1, Integer::sum));
                    return super.add(all.subList(all.size() / 2, all.size()))
                            .invoke(() -> channel.settled(told))
                            .chain(() -> Uni.createFrom().failure(new IllegalStateException("killed")));
                }
            };
            Handing handing = new Handing(mortal, List.of(channel), metrics);
            notices = new Notices(
                    planning, new NoticeSending(pending, events, firms, hearers, handing, clock), mortal, notes, clock);
            notices.begin(lives::get);
        }

        /** The lease of the one after it begins once this one sends nothing any more. */
        void stop() {
            lives.set(false);
            notices.end();
            Awaitility.await().atMost(SOON).until(() -> !channel.hasUnnoted());
        }
    }

    @Test
    void eachIsToldOnceOfOneThing() {
        PEOPLE.forEach(this::member);
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < EVENTS; i++) {
            ObjectNode body = Bodies.roles(Bodies.event(), 4, "Cook");
            ids.add(create(manager, Bodies.role(body, "Server", 2, "waitlist")).id());
        }
        Holder holder = new Holder();
        for (int i = 0; i < ACTIONS; i++) {
            act(ids.get(random.nextInt(EVENTS)));
            if (random.nextInt(3) == 0) {
                numbered(holder);
            }
            if (!holder.lives.get() || random.nextInt(20) == 0) {
                holder.stop();
                holder = new Holder();
            }
        }
        Holder last = untilNothingIsLeft(holder, ids);
        last.stop();

        judge(ids);
    }

    private Holder untilNothingIsLeft(Holder first, List<String> ids) {
        Holder[] holder = {first};
        Awaitility.await("seed " + seed)
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(300))
                .until(() -> {
                    if (!holder[0].lives.get()) {
                        holder[0].stop();
                        holder[0] = new Holder();
                    }
                    numbered(holder[0]);
                    boolean looked = planning.goOn(firm).await().atMost(SOON).equals(false);
                    List<String> left = new ArrayList<>();
                    ids.forEach(id -> pending.ofEvent(new ObjectId(id), 1_000)
                            .await()
                            .atMost(SOON)
                            .forEach(it -> {
                                if (it.tries() > 0) {
                                    left.add(it.id());
                                }
                            }));
                    pending.postpone(left, Instant.EPOCH).await().atMost(SOON);
                    return looked
                            && ids.stream()
                                    .allMatch(id -> pending.ofEvent(new ObjectId(id), 1)
                                            .await()
                                            .atMost(SOON)
                                            .isEmpty());
                });
        return holder[0];
    }

    private void numbered(Holder holder) {
        entries().forEach(log::record);
        holder.notices.grown(firm, 0);
    }

    private List<JournalEntry> entries() {
        return client.getDatabase(database)
                .getCollection(CollectionNames.JOURNAL, JournalEntry.class)
                .find(new FindOptions().filter(Filters.eq("managerId", firm)).sort(Sorts.ascending("at", "_id")))
                .collect()
                .asList()
                .await()
                .atMost(SOON);
    }

    /** What the rules refuse does nothing. */
    private void act(String id) {
        String who = PEOPLE.get(random.nextInt(PEOPLE.size()));
        Client person = person(who);
        String role = random.nextBoolean() ? "Cook" : "Server";
        switch (random.nextInt(12)) {
            case 0, 1 -> manager.post(path(id) + "/publish");
            case 2, 3, 4, 5 -> person.post(path(id) + "/respond", Bodies.standBy(role));
            case 6 -> decline(person, id);
            case 7 -> manager.delete(path(id) + "/staff/" + userKey(who));
            case 8 ->
                manager.put(path(id) + "/staff/" + userKey(who), Bodies.object().put("role", role));
            case 9 -> manager.patch(path(id), "{\"start_time\":\"1" + random.nextInt(9) + ":00\"}");
            case 10 -> manager.post(path(id) + (random.nextBoolean() ? "/cancel" : "/unpublish"));
            default -> manager.post(path(id) + "/reopen");
        }
    }

    private void judge(List<String> ids) {
        Map<String, Set<String>> told = new HashMap<>();
        Map<Deliveries.Key, List<String>> sent = new HashMap<>();
        for (RecordingChannel.Message message : channel.messages()) {
            told.computeIfAbsent(message.person(), it -> new HashSet<>()).addAll(message.occasions());
            message.occasions()
                    .forEach(it -> sent.computeIfAbsent(
                                    new Deliveries.Key(it, message.person()), first -> new ArrayList<>())
                            .add(message.id()));
        }
        assertThat(sent).as("seed %d", seed).isNotEmpty();
        assertThat(lost).as("processes were killed, seed %d", seed).isNotEmpty();
        sent.forEach((key, messages) -> assertThat(messages)
                .as("%s, seed %d", key, seed)
                .hasSizeLessThanOrEqualTo(1 + lost.getOrDefault(key, 0)));
        assertWhatIsTrueWasTold(ids, told);
        assertNobodyWasToldOfTheirOwn(told);
    }

    /** The last of what became of a person's place, by the rules alone, from the whole journal. */
    private void assertWhatIsTrueWasTold(List<String> ids, Map<String, Set<String>> told) {
        Instant now = clock.now().await().atMost(SOON);
        Map<String, Member> known = members.byUserKeys(
                        firm, PEOPLE.stream().map(this::userKey).toList())
                .await()
                .atMost(SOON);
        for (String id : ids) {
            Event event = events.whole(new ObjectId(id))
                    .await()
                    .atMost(SOON)
                    .orElseThrow()
                    .event();
            Telling telling = new Telling(event, now);
            List<Occasion> ofPlaces = entries().stream()
                    .filter(entry -> entry.eventId().equals(event.id()))
                    .flatMap(entry -> Occasions.of(line(entry), Optional.empty()).stream())
                    .filter(occasion -> occasion.kind().group() == NoticeKind.Group.PLACE)
                    .toList();
            for (Member member : known.values()) {
                Recipient person = Recipient.of(member);
                Optional<Occasion> last = ofPlaces.stream()
                        .filter(it -> isLastOfKind(it, ofPlaces))
                        .filter(it -> telling.mayTell(it) && telling.tells(it, person))
                        .filter(it -> it.kind() != NoticeKind.CHANGED)
                        .filter(it -> person.entry(event)
                                .map(entry -> entry.version() <= it.version())
                                .orElse(true))
                        .reduce((one, other) -> other);
                last.ifPresent(it -> assertThat(told.getOrDefault(member.userKey(), Set.of()))
                        .as("%s of an event that is %s, seed %d", it.kind(), event.status(), seed)
                        .contains(it.id()));
            }
            assertThat(event.status()).isNotEqualTo(EventStatus.COMPLETED);
        }
    }

    private static boolean isLastOfKind(Occasion one, List<Occasion> all) {
        return all.stream()
                .noneMatch(it ->
                        it.kind() == one.kind() && it.person().equals(one.person()) && it.version() > one.version());
    }

    private void assertNobodyWasToldOfTheirOwn(Map<String, Set<String>> told) {
        for (JournalEntry entry : entries()) {
            String occasion = entry.eventId().toHexString() + "/" + entry.version() + "/";
            assertThat(told.getOrDefault(entry.actor(), Set.of()))
                    .as("seed %d", seed)
                    .noneMatch(it -> it.startsWith(occasion));
        }
    }

    private OutboundLine line(JournalEntry entry) {
        return new OutboundLine(firm, 1, entry.at(), new OutboundLine.Recorded(entry));
    }
}
