package io.muster.proof;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.muster.history.Entry;
import io.muster.testing.database.InvariantSweep;
import io.muster.testing.database.MongoProxy;
import io.muster.testing.database.MongoProxy.Fault;
import io.muster.testing.database.StoredHistory;
import io.muster.testing.http.Answer;
import io.muster.testing.http.Call;
import io.muster.testing.http.LoadClient;
import io.muster.testing.http.Manager;
import io.muster.testing.http.Person;
import io.muster.testing.http.Press;
import io.muster.testing.http.Presses;
import io.muster.testing.http.Stage;
import io.muster.testing.http.TestTokens;
import io.muster.testing.service.PackagedService;
import io.muster.testing.service.Traffic;
import io.muster.testing.service.Wanderers;
import io.muster.testing.service.Wanderers.Wanderer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * What breaks while people come and go and others listen. Each time everything everybody was told is judged at the end, and
 * the database too. {@code -Dfaults.seed} repeats who pressed when.
 */
@Tag("faults")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FaultsUnderLoadIT {
    private static final Path FAKE_TIME = Path.of("/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1");
    private static final int EVENTS = 4;
    private static final int PEOPLE = 40;
    private static final int LISTENERS = 10;
    private static final Duration SETTLED = Duration.ofSeconds(30);

    /** Half of the shutdown's delay, in which everybody is let in. */
    private static final Duration LET_IN = Duration.ofSeconds(1);

    /** One that people wait for, one that the manager grants, one that is there or not: fewer places than people. */
    private static final JsonArray ROLES = new JsonArray()
            .add(new JsonObject().put("role", "Server").put("count", 3).put("waitlist", true))
            .add(new JsonObject().put("role", "Cook").put("count", 2).put("approval", true))
            .add(new JsonObject().put("role", "Porter").put("count", 1));

    /** Kinds of the journal, before anything breaks. */
    private static final Set<String> HAPPENING =
            Set.of("accepted", "standby", "declined", "promoted", "assigned", "refused", "removed", "confirmed");

    private static final Set<String> ANSWERS = Set.of(
            "200",
            "409 CAPACITY_FULL",
            "409 APPROVAL_REQUIRED",
            "409 ALREADY_ACCEPTED",
            "409 REFUSED",
            "409 NOT_ACCEPTED",
            "409 CHANGED_SINCE",
            "503 OVERLOADED",
            "503 DATABASE_UNAVAILABLE",
            "503 OUTCOME_UNKNOWN");

    private final long seed = Long.getLong("faults.seed", System.nanoTime());
    private final Stage stage = new Stage();
    private final LoadClient client = stage.client();
    private final MongoProxy line = stage.proxy();

    /** Reaches the database by the line that breaks. */
    private PackagedService service;

    /** Reaches it by itself. */
    private PackagedService other;

    private Manager manager;
    private Random random;
    private Wanderers wanderers;
    private List<Wanderer> listeners;
    private Optional<Traffic> pressing = Optional.empty();

    @BeforeAll
    void start() {
        service = stage.startService(line.uri());
        other = stage.startService();
    }

    @BeforeEach
    void open(TestInfo test) {
        manager = stage.manager(other, "faults-" + test.getDisplayName().hashCode());
        random = new Random(seed);
        wanderers = new Wanderers();
        listeners = new ArrayList<>();
        pressing = Optional.empty();
    }

    @AfterEach
    void heal() {
        line.heal();
        line.bringBack();
        pressing.ifPresent(Traffic::stop);
        wanderers.close();
    }

    private Traffic traffic() {
        return pressing.orElseThrow();
    }

    /** Requests with a key are told that their outcome is unknown where the key could not be looked up. */
    private long undecided() {
        return traffic().answered("503 DATABASE_UNAVAILABLE") + traffic().answered("503 OUTCOME_UNKNOWN");
    }

    @AfterAll
    void close() throws Exception {
        stage.close();
    }

    @Test
    void theDatabaseDiesInMidTransactionAndComesBack() throws Exception {
        begin(service);
        line.strike("commitTransaction", Fault.HOLD, 1);
        await().until(() -> line.holding() == 1);
        line.takeAway();
        await().atMost(Duration.ofSeconds(5)).until(() -> undecided() > 0);
        stay(3);
        line.heal();
        line.bringBack();
        awaitProgress(Duration.ofSeconds(10));
        end(false);
    }

    @Test
    void theDatabaseDiesForGood() throws Exception {
        begin(service);
        line.takeAway();
        await().atMost(Duration.ofSeconds(5)).until(() -> undecided() > 0);
        stay(10);
        List<Answer> answers = traffic().stop();
        assertThat(answers)
                .as("seed %d", seed)
                .allSatisfy(answer -> assertThat(answer.millis()).isLessThan(10_000));
        assertThat(answers.subList(answers.size() - PEOPLE, answers.size()))
                .extracting(Answer::status)
                .containsOnly(503);
        line.bringBack();
        judge(answers);
    }

    @Test
    void theDatabasePausesForTwentySeconds() throws Exception {
        begin(service);
        line.freeze();
        stay(20);
        assertThat(undecided()).isPositive();
        line.bringBack();
        awaitProgress(Duration.ofSeconds(10));
        end(false);
    }

    @Test
    void theDatabaseIsSlow() throws Exception {
        begin(service);
        line.slowDown(Duration.ofMillis(200));
        long before = traffic().answered("200");
        stay(10);
        assertThat(traffic().answered("200") - before)
                .as("recorded at 200 ms a call, of batches")
                .isGreaterThan(PEOPLE);
        end(false);
    }

    @Test
    void connectionsBreakAtRandom() throws Exception {
        begin(service);
        int cut = 0;
        for (int i = 0; i < 100; i++) {
            cut += line.cutOne(random) ? 1 : 0;
            TimeUnit.MILLISECONDS.sleep(random.nextInt(100));
        }
        assertThat(cut).isGreaterThan(10);
        awaitProgress(Duration.ofSeconds(10));
        end(false);
    }

    @Test
    void connectionsAreRefusedNowAndAgain() throws Exception {
        begin(service);
        int refused = line.refused();
        for (int i = 0; i < 10; i++) {
            line.takeAway();
            TimeUnit.MILLISECONDS.sleep(random.nextInt(500));
            line.bringBack();
            TimeUnit.MILLISECONDS.sleep(random.nextInt(500));
        }
        assertThat(line.refused() - refused).as("connections refused").isPositive();
        awaitProgress(Duration.ofSeconds(10));
        end(false);
    }

    @Test
    void commitsAreNotAcknowledged() throws Exception {
        begin(service);
        for (int i = 0; i < 5; i++) {
            strike("commitTransaction", Fault.CUT_AFTER, 1 + random.nextInt(3));
        }
        line.heal();
        awaitProgress(Duration.ofSeconds(10));
        end(false);
    }

    @Test
    void theChangeStreamBreaksInMidBurst() throws Exception {
        begin(service);
        for (int i = 0; i < 5; i++) {
            strike("getMore", i % 2 == 0 ? Fault.CUT_AFTER : Fault.CUT_BEFORE, 1);
        }
        line.heal();
        end(false);
    }

    private void strike(String command, Fault fault, int times) {
        line.strike(command, fault, times);
        await(command + " is struck").until(() -> line.struck() == times);
    }

    @Test
    void fiveConnectionsServeAThousand() throws Exception {
        line.slowDown(Duration.ofMillis(20));
        PackagedService narrow = stage.startService(line.uri() + "&maxPoolSize=5");
        List<String> events = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            events.add(manager.publishes(Map.of("Server", 20)));
            events.add(manager.publishesWaitlist("Server", 20, 50));
        }
        List<Person> crowd = manager.crowd("narrow", 1_000);
        List<Call> calls = new ArrayList<>();
        for (int i = 0; i < crowd.size(); i++) {
            calls.add(Press.accept(crowd.get(i), events.get(i % events.size()), "Server")
                    .orStandBy()
                    .to(narrow.port()));
        }
        Presses presses = Presses.untilDecided(client, calls);
        assertThat(presses.outcomes())
                .isEqualTo(Map.of("200", 5 * 20L + 5 * 70L, "409 CAPACITY_FULL", 5 * 80L, "409 STANDBY_FULL", 5 * 30L));
        assertThat(presses.answers())
                .allSatisfy(answer -> assertThat(answer.status()).isPositive());
        judge(events, presses.answers());
        narrow.stop();
    }

    @Test
    void aProcessIsKilledInMidBurst() throws Exception {
        PackagedService victim = stage.startService();
        begin(victim, other);
        victim.kill();
        awaitRecorded(System.nanoTime(), Duration.ofSeconds(6));
        end(true);
    }

    @Test
    void aProcessIsKilledInMidTransaction() throws Exception {
        MongoProxy itsLine = stage.proxy();
        PackagedService victim = stage.startService(itsLine.uri());
        begin(victim, other);
        itsLine.strike("commitTransaction", Fault.HOLD, EVENTS);
        await().until(() -> itsLine.holding() > 0);
        victim.kill();
        awaitRecorded(System.nanoTime(), Duration.ofSeconds(6));
        end(true);
    }

    /** They are there both, or neither is. */
    @Test
    void aProcessIsKilledBetweenADeclineAndItsPromotion() {
        MongoProxy itsLine = stage.proxy();
        PackagedService victim = stage.startService(itsLine.uri());
        String event = manager.publishesWaitlist("Server", 1, 1);
        Person leaves = manager.crowd("leaves", 1).get(0);
        Person waits = manager.crowd("waits", 1).get(0);
        List<Answer> answers = new ArrayList<>();
        for (Person person : List.of(leaves, waits)) {
            Press accept = Press.accept(person, event, "Server").orStandBy();
            answers.add(client.send(accept.to(victim.port())));
        }
        Press decline = Press.decline(leaves, event).withKey("leaves");
        itsLine.strike("commitTransaction", Fault.HOLD, 1);
        CompletableFuture<Answer> lost = client.begin(decline.to(victim.port()));
        await().until(() -> itsLine.holding() == 1);
        victim.kill();
        answers.add(lost.join());
        assertThat(answers).extracting(Answer::word).containsExactly("200", "200", "broken");
        assertStands(event, "accepted_staff", leaves);
        assertStands(event, "standby_staff", waits);
        answers.addAll(
                Presses.untilDecided(client, List.of(decline.to(other.port()))).answers());
        assertStands(event, "declined_staff", leaves);
        assertStands(event, "accepted_staff", waits);
        judge(List.of(event), answers);
    }

    private void assertStands(String event, String list, Person person) {
        assertThat(manager.sees(event).getJsonArray(list))
                .extracting(entry -> ((JsonObject) entry).getString("userKey"))
                .containsExactly(person.userKey());
    }

    @Test
    void aProcessIsStoppedInMidBurst() throws Exception {
        MongoProxy itsLine = stage.proxy();
        PackagedService leaving = stage.startService(itsLine.uri());
        List<String> events = publish();
        client.connect(leaving.port(), 1_000);
        itsLine.slowDown(Duration.ofMillis(100));
        List<CompletableFuture<Answer>> pressed = new ArrayList<>();
        Instant asked = Instant.MAX;
        List<Person> crowd = manager.crowd("polite", 1_000);
        for (int i = 0; i < crowd.size(); i++) {
            if (pressed.size() == 500) {
                leaving.askToStop();
                asked = Instant.now();
            }
            // Whoever presses later, because this machine stands still, may find it gone.
            if (Instant.now().minus(LET_IN).isAfter(asked)) {
                break;
            }
            String event = events.get(i % events.size());
            boolean givesUp = i % 5 == EVENTS;
            Press press = givesUp
                    ? Press.decline(crowd.get(i - EVENTS), event)
                    : Press.accept(crowd.get(i), event, "Server").orStandBy();
            pressed.add(client.begin(press.to(leaving.port())));
        }
        assertThat(pressed).as("still to be answered when it is asked to stop").anyMatch(answer -> !answer.isDone());
        List<Answer> answers = pressed.stream().map(CompletableFuture::join).toList();
        assertThat(Stage.counted(answers).keySet())
                .as("nobody sees a broken connection")
                .isSubsetOf("200", "409 STANDBY_FULL", "503 OVERLOADED", "503 DATABASE_UNAVAILABLE");
        assertThat(leaving.awaitExit(Duration.ofSeconds(20))).isIn(0, 143);
        judge(events, answers);
    }

    @Test
    void clocksDisagreeByAMinute() throws Exception {
        assumeTrue(Files.exists(FAKE_TIME), "libfaketime is not installed");
        PackagedService early = stage.start(ahead("-60s"));
        PackagedService late = stage.start(ahead("+60s"));
        Instant before = Instant.now();
        // Ten seconds left by this machine's time, but not by one a minute ahead.
        TestTokens dying = TestTokens.staff("hasty")
                .claim("exp", Instant.now().plusSeconds(10).getEpochSecond())
                .secret(PackagedService.SECRET);
        assertThat(available(early, dying)).isEqualTo(200);
        assertThat(available(late, dying)).isEqualTo(401);
        begin(early, late);
        stay(5);
        end(false);
        Instant after = Instant.now();
        assertThat(stage.database()
                        .getCollection("journal")
                        .find(new Document("managerId", manager.managerId()))
                        .map(journaled -> journaled.getDate("at").toInstant()))
                .as("the database's time counts")
                .isNotEmpty()
                .allSatisfy(at -> assertThat(at).isBetween(before.minusSeconds(30), after.plusSeconds(30)));
        early.stop();
        late.stop();
    }

    private int available(PackagedService where, TestTokens who) {
        return client.send(Call.of(where.port(), HttpMethod.GET, "/api/events/available", who.sign(), Optional.empty()))
                .status();
    }

    private PackagedService.Environment ahead(String by) {
        return stage.environment()
                .with("LD_PRELOAD", FAKE_TIME.toString())
                // Only what the time of day is: with its fix for waits by the other clock, a JVM never wakes.
                .with("FAKETIME_DONT_FAKE_MONOTONIC", "1")
                .with("FAKETIME_FORCE_MONOTONIC_FIX", "0")
                .with("FAKETIME", by);
    }

    /** People come and go, all through these processes, and others listen there. */
    private void begin(PackagedService... through) {
        List<Integer> ports = Stream.of(through).map(PackagedService::port).toList();
        List<String> events = publish();
        Random seeds = new Random(seed);
        for (Person person : manager.crowd("listener", LISTENERS)) {
            Wanderer listener = wanderers.wanderer(person.token());
            Random itsOwn = new Random(seeds.nextLong());
            listener.stay(() -> ports.get(itsOwn.nextInt(ports.size()))).join();
            listeners.add(listener);
        }
        List<String> roles = ROLES.stream()
                .map(role -> ((JsonObject) role).getString("role"))
                .toList();
        pressing = Optional.of(
                new Traffic(client, manager.crowd("member", PEOPLE), events, ports, seed, roles).managedBy(manager));
        await("everything happens, seed " + seed).atMost(SETTLED).untilAsserted(() -> {
            assertThat(traffic().answered("200")).isGreaterThan(2 * PEOPLE);
            assertThat(stage.database()
                            .getCollection("journal")
                            .distinct("kind", new Document("managerId", manager.managerId()), String.class)
                            .into(new HashSet<>()))
                    .containsAll(HAPPENING);
        });
    }

    private List<String> publish() {
        List<String> events = new ArrayList<>();
        for (int i = 0; i < EVENTS; i++) {
            events.add(manager.publishes(ROLES));
        }
        return events;
    }

    /** Not a wait for something: this is how long it lasts. */
    private static void stay(int seconds) throws InterruptedException {
        TimeUnit.SECONDS.sleep(seconds);
    }

    /** On every event something new is recorded that was asked for from now on. */
    private void awaitProgress(Duration limit) {
        awaitRecorded(System.nanoTime(), limit);
    }

    private void awaitRecorded(long since, Duration limit) {
        await("recorded on every event, seed " + seed)
                .atMost(SETTLED)
                .until(() -> traffic().events().stream()
                        .allMatch(event -> traffic().recordedSince(event, since).isPresent()));
        assertThat(traffic().events())
                .as("seed %d", seed)
                .allSatisfy(event -> assertThat(Duration.ofNanos(traffic()
                                        .recordedSince(event, since)
                                        .orElseThrow()
                                        .end()
                                - since))
                        .isLessThan(limit));
    }

    /** Nobody was told anything but what a client can live with, in time. @param broken whether connections may be, too */
    private void end(boolean broken) {
        List<Answer> answers = traffic().stop();
        Set<String> words = new HashSet<>(ANSWERS);
        if (broken) {
            words.add("broken");
        }
        assertThat(Stage.counted(answers).keySet()).as("seed %d", seed).isSubsetOf(words);
        assertThat(answers)
                .as("seed %d", seed)
                .allSatisfy(answer -> assertThat(answer.millis()).isLessThan(10_000));
        judge(answers);
    }

    private void judge(List<Answer> answers) {
        judge(traffic().events(), answers);
    }

    private void judge(List<String> events, List<Answer> answers) {
        Map<String, Long> versions = new HashMap<>();
        events.forEach(event -> versions.put(event, manager.sees(event).getLong("version")));
        await("told everything, seed " + seed)
                .atMost(SETTLED)
                .until(() -> listeners.stream()
                        .allMatch(listener -> versions.entrySet().stream()
                                .allMatch(
                                        event -> listener.steps(event.getKey()).contains(event.getValue()))));
        listeners.forEach(Wanderer::leave);
        List<Entry> heard = new ArrayList<>();
        listeners.forEach(listener -> heard.addAll(listener.history(true)));
        new StoredHistory(stage.database()).with(heard).assertHolds(events, answers);
        new InvariantSweep(stage.database()).assertHolds();
        assertAuditFindsNothing();
    }

    private void assertAuditFindsNothing() {
        String admin = TestTokens.staff("auditor")
                .claim("groups", List.of("admin"))
                .secret(PackagedService.SECRET)
                .sign();
        Answer audit = client.send(Call.of(other.port(), HttpMethod.GET, "/api/admin/audit", admin, Optional.empty()));
        assertThat(audit.status()).isEqualTo(200);
        assertThat(audit.body().getJsonArray("violations")).isEmpty();
    }
}
