package io.muster.testing.service;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.IntUnaryOperator;

import io.muster.testing.http.Answer;
import io.muster.testing.http.Call;
import io.muster.testing.http.LoadClient;
import io.muster.testing.http.Manager;
import io.muster.testing.http.Person;
import io.muster.testing.http.Press;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;

/**
 * People who accept and decline by turns on some events, for as long as a test wants, as a good client does: each intention
 * has a key, and is repeated with it until it is decided.
 */
public final class Traffic {
    private static final int LONGEST_PAUSE_MS = 30;
    private static final int BETWEEN_MOVES_MS = 200;

    private final LoadClient client;
    private final List<Integer> ports;
    private final List<Answer> answers = new ArrayList<>();
    private final List<CompletableFuture<Void>> people = new ArrayList<>();
    private final List<String> events;
    private final boolean all;
    private volatile boolean stopped;

    /** Who only accept and decline, as every version of the service knows it. */
    public Traffic(LoadClient client, List<Person> people, List<String> events, List<Integer> ports, long seed) {
        this(client, people, events, ports, seed, false);
    }

    /**
     * Begins at once.
     *
     * @param people on the events by turns
     * @param ports of the processes, each press to any of them
     * @param seed of who goes where and when
     * @param all whether most of them are ready to wait, and some confirm now and then
     */
    public Traffic(
            LoadClient client, List<Person> people, List<String> events, List<Integer> ports, long seed, boolean all) {
        this.client = client;
        this.all = all;
        this.ports = List.copyOf(ports);
        this.events = List.copyOf(events);
        for (int i = 0; i < people.size(); i++) {
            Member member = new Member(people.get(i), events.get(i % events.size()), new Random(seed + i));
            this.people.add(member.goOn());
        }
    }

    /** One of them. */
    private final class Member {
        private final Person person;
        private final String event;
        private final Random random;
        private final boolean patient;

        /** In, or on standby. */
        private boolean in;

        private long seen = 1;
        private int intention;
        private Optional<Press> undecided = Optional.empty();

        Member(Person person, String event, Random random) {
            this.person = person;
            this.event = event;
            this.random = random;
            this.patient = all && random.nextInt(4) > 0;
        }

        CompletableFuture<Void> goOn() {
            Press press = undecided.orElseGet(this::next);
            undecided = Optional.of(press);
            return client.begin(press.withKey("intention-" + intention).to(anyOf(random::nextInt)))
                    .thenCompose(this::answered);
        }

        private Press next() {
            if (in) {
                return all && random.nextInt(4) == 0
                        ? Press.confirm(person, event, seen)
                        : Press.decline(person, event);
            }
            Press accept = Press.accept(person, event, "Server");
            return patient ? accept.orStandBy() : accept;
        }

        private CompletableFuture<Void> answered(Answer answer) {
            synchronized (answers) {
                answers.add(answer);
            }
            seen = answer.body().getLong("version", seen);
            if (answer.status() == 200) {
                in = !answer.press().isDecline();
            }
            if (answer.status() == 200 || answer.status() == 409) {
                intention++;
                undecided = Optional.empty();
            }
            return CompletableFuture.supplyAsync(
                            () -> stopped,
                            CompletableFuture.delayedExecutor(
                                    1 + random.nextInt(LONGEST_PAUSE_MS), TimeUnit.MILLISECONDS))
                    .thenCompose(over -> over ? CompletableFuture.completedFuture(null) : goOn());
        }
    }

    /** From now on the manager moves the beginning of one event after the other, so that whoever is in has something to confirm. */
    public Traffic movedBy(Manager manager) {
        people.add(move(manager, 0));
        return this;
    }

    private CompletableFuture<Void> move(Manager manager, int times) {
        JsonObject patch = new JsonObject().put("start_time", times / events.size() % 2 == 0 ? "09:30" : "10:00");
        Call call = Call.of(
                manager.port(),
                HttpMethod.PATCH,
                "/api/events/" + events.get(times % events.size()),
                manager.token(),
                Optional.of(patch));
        return client.begin(call)
                .thenComposeAsync(
                        moved -> stopped ? CompletableFuture.completedFuture(null) : move(manager, times + 1),
                        CompletableFuture.delayedExecutor(BETWEEN_MOVES_MS, TimeUnit.MILLISECONDS));
    }

    private int anyOf(IntUnaryOperator random) {
        return ports.get(random.applyAsInt(ports.size()));
    }

    public List<String> events() {
        return events;
    }

    /** The first response to an event that was asked for after a moment and then recorded, not only answered again. */
    public Optional<Answer> recordedSince(String event, long nanoTime) {
        synchronized (answers) {
            return answers.stream()
                    .filter(answer -> answer.press().eventId().equals(event))
                    .filter(answer -> answer.isRecorded()
                            && !answer.isReplayed()
                            && !answer.press().isConfirm()
                            && answer.start() > nanoTime)
                    .findFirst();
        }
    }

    /** How often an outcome was answered so far. */
    public long answered(String word) {
        synchronized (answers) {
            return answers.stream().filter(answer -> answer.word().equals(word)).count();
        }
    }

    /** Lets everybody finish. @return all answers there were */
    public List<Answer> stop() {
        stopped = true;
        people.forEach(CompletableFuture::join);
        synchronized (answers) {
            answers.forEach(client::checked);
            return List.copyOf(answers);
        }
    }
}
