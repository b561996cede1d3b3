package io.muster.testing.service;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.IntUnaryOperator;
import java.util.function.Predicate;

import io.muster.testing.http.Answer;
import io.muster.testing.http.Call;
import io.muster.testing.http.LoadClient;
import io.muster.testing.http.Manager;
import io.muster.testing.http.Person;
import io.muster.testing.http.Press;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/**
 * People who accept and decline by turns on some events, for as long as a test wants, as a good client does: each intention
 * has a key, and is repeated with it until it is decided.
 */
public final class Traffic {
    private static final int LONGEST_PAUSE_MS = 30;
    private static final int BETWEEN_EVENTS_MS = 50;
    private static final int TURNS_TO_REMOVAL = 3;
    private static final int IMPATIENT_ONE_IN = 4;

    private final LoadClient client;
    private final List<Integer> ports;
    private final List<Answer> answers = new ArrayList<>();
    private final List<CompletableFuture<Void>> people = new ArrayList<>();
    private final List<String> events;
    private final List<String> awaited;
    private volatile boolean stopped;

    /** Who only accept and decline, as every version of the service knows it. */
    public Traffic(LoadClient client, List<Person> people, List<String> events, List<Integer> ports, long seed) {
        this(client, people, events, ports, seed, List.of());
    }

    /**
     * Begins at once.
     *
     * @param people on the events by turns
     * @param ports of the processes, each press to any of them
     * @param seed of who goes where and when
     * @param awaited roles of each event, any of which they want, most of them ready to wait, and now and then confirm or want
     *     another one; if there are none, they only accept and decline, for the role of {@code Server}
     */
    public Traffic(
            LoadClient client,
            List<Person> people,
            List<String> events,
            List<Integer> ports,
            long seed,
            List<String> awaited) {
        this.client = client;
        this.awaited = List.copyOf(awaited);
        this.ports = List.copyOf(ports);
        this.events = List.copyOf(events);
        // Seeds that follow one another begin alike: everybody would be of one mind.
        Random seeds = new Random(seed);
        for (int i = 0; i < people.size(); i++) {
            boolean patient = !awaited.isEmpty() && i / events.size() % IMPATIENT_ONE_IN > 0;
            Member member =
                    new Member(people.get(i), events.get(i % events.size()), patient, new Random(seeds.nextLong()));
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

        Member(Person person, String event, boolean patient, Random random) {
            this.person = person;
            this.event = event;
            this.patient = patient;
            this.random = random;
        }

        CompletableFuture<Void> goOn() {
            Press press = undecided.orElseGet(this::next);
            undecided = Optional.of(press);
            return client.begin(press.withKey("intention-" + intention).to(anyOf(random::nextInt)))
                    .thenCompose(this::answered);
        }

        private Press next() {
            if (awaited.isEmpty()) {
                return in ? Press.decline(person, event) : Press.accept(person, event, "Server");
            }
            int mood = random.nextInt(8);
            if (in && mood < 2) {
                return Press.confirm(person, event, seen);
            }
            if (in && mood < 7) {
                return Press.decline(person, event);
            }
            Press accept = Press.accept(person, event, awaited.get(random.nextInt(awaited.size())));
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

    /**
     * From now on the manager goes from event to event: moves its beginning, so that whoever is in has something to confirm, and
     * grants the first request. Now and then the manager refuses it instead, takes somebody out, or takes that back, by turns.
     */
    public Traffic managedBy(Manager manager) {
        people.add(manage(manager, 0));
        return this;
    }

    private CompletableFuture<Void> manage(Manager manager, int turn) {
        String event = "/api/events/" + events.get(turn % events.size());
        JsonObject moved = new JsonObject().put("start_time", turn / events.size() % 2 == 0 ? "09:30" : "10:00");
        return client.begin(call(manager, HttpMethod.PATCH, event, Optional.of(moved)))
                .thenCompose(answer -> decide(manager, event, answer.body(), turn)
                        .map(client::begin)
                        .orElseGet(() -> CompletableFuture.completedFuture(answer)))
                .thenComposeAsync(
                        done -> stopped ? CompletableFuture.completedFuture(null) : manage(manager, turn + 1),
                        CompletableFuture.delayedExecutor(BETWEEN_EVENTS_MS, TimeUnit.MILLISECONDS));
    }

    private static Optional<Call> decide(Manager manager, String event, JsonObject seen, int turn) {
        Optional<JsonObject> request =
                first(seen, "standby_staff", entry -> entry.getString("reason").equals("approval"));
        if (turn % TURNS_TO_REMOVAL == 0) {
            List<Optional<JsonObject>> removable = new ArrayList<>(List.of(
                    request,
                    first(seen, "accepted_staff", entry -> true),
                    first(seen, "declined_staff", entry -> entry.containsKey("by"))));
            // Each has its turn: however fast people ask again, a request that is always there is not all that is
            // decided.
            Collections.rotate(removable, turn / TURNS_TO_REMOVAL);
            return removable.stream()
                    .flatMap(Optional::stream)
                    .findFirst()
                    .map(entry -> call(manager, HttpMethod.DELETE, staff(event, entry), Optional.empty()));
        }
        return request.map(entry -> call(
                manager,
                HttpMethod.PUT,
                staff(event, entry),
                Optional.of(new JsonObject().put("role", entry.getString("role")))));
    }

    private static Optional<JsonObject> first(JsonObject event, String list, Predicate<JsonObject> which) {
        return event.getJsonArray(list, new JsonArray()).stream()
                .map(JsonObject.class::cast)
                .filter(which)
                .findFirst();
    }

    private static String staff(String event, JsonObject entry) {
        return event + "/staff/" + entry.getString("userKey");
    }

    private static Call call(Manager manager, HttpMethod method, String path, Optional<JsonObject> body) {
        return Call.of(manager.port(), method, path, manager.token(), body);
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
