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

    private static final Set<String> ANSWERS =
            Set.of("200", "409 CAPACITY_FULL", "503 OVERLOADED", "503 DATABASE_UNAVAILABLE", "503 OUTCOME_UNKNOWN");

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
        List<String> events = publish(10);
        List<Person> crowd = manager.crowd("narrow", 1_000);
        List<Call> calls = new ArrayList<>();
        for (int i = 0; i < crowd.size(); i++) {
            calls.add(Press.accept(crowd.get(i), events.get(i % events.size()), "Server")
                    .to(narrow.port()));
        }
        Presses presses = Presses.untilDecided(client, calls);
        assertThat(presses.outcomes()).isEqualTo(Map.of("200", 200L, "409 CAPACITY_FULL", 800L));
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

    @Test
    void aProcessIsStoppedInMidBurst() throws Exception {
        MongoProxy itsLine = stage.proxy();
        PackagedService leaving = stage.startService(itsLine.uri());
        List<String> events = publish(EVENTS);
        client.connect(leaving.port(), 1_000);
        itsLine.slowDown(Duration.ofMillis(100));
        List<CompletableFuture<Answer>> pressed = new ArrayList<>();
        Instant asked = Instant.MAX;
        for (Person person : manager.crowd("polite", 1_000)) {
            if (pressed.size() == 500) {
                leaving.askToStop();
                asked = Instant.now();
            }
            // Whoever presses later, because this machine stands still, may find it gone.
            if (Instant.now().minus(LET_IN).isAfter(asked)) {
                break;
            }
            pressed.add(client.begin(Press.accept(person, events.get(pressed.size() % events.size()), "Server")
                    .to(leaving.port())));
        }
        assertThat(pressed).as("still to be answered when it is asked to stop").anyMatch(answer -> !answer.isDone());
        List<Answer> answers = pressed.stream().map(CompletableFuture::join).toList();
        assertThat(Stage.counted(answers).keySet())
                .as("nobody sees a broken connection")
                .isSubsetOf("200", "409 CAPACITY_FULL", "503 OVERLOADED", "503 DATABASE_UNAVAILABLE");
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
        List<String> events = publish(EVENTS);
        for (Person person : manager.crowd("listener", LISTENERS)) {
            Wanderer listener = wanderers.wanderer(person.token());
            Random itsOwn = new Random(seed + listeners.size());
            listener.stay(() -> ports.get(itsOwn.nextInt(ports.size()))).join();
            listeners.add(listener);
        }
        pressing = Optional.of(new Traffic(client, manager.crowd("member", PEOPLE), events, ports, seed));
        await("seed " + seed)
                .atMost(Duration.ofSeconds(30))
                .until(() -> traffic().answered("200") > 2 * PEOPLE);
    }

    private List<String> publish(int count) {
        List<String> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            // Fewer places than people: some are always refused.
            events.add(manager.publishes(Map.of("Server", count == EVENTS ? PEOPLE / EVENTS / 2 : 20)));
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
