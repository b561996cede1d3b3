package io.muster.respond;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.muster.event.Event;
import io.muster.event.Refusal;
import io.muster.event.Role;
import io.muster.event.plan.Decision;
import io.muster.respond.ReplicaModel.Reads;
import io.muster.respond.transaction.Backoff;
import io.muster.respond.transaction.ManualTiming;
import io.muster.respond.transaction.TransactionLoop;
import io.muster.respond.transaction.TransactionPermits;
import io.opentelemetry.api.OpenTelemetry;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Refusals that rest on a read are true (docs/design.md#i8), whatever the replica set and other processes do between the statements
 * of a lane. The same runs find false refusals where the read is any other one.
 */
class RefusalsPropertyTest {
    private static final int PLACES = 2;
    private static final int PEOPLE = 12;
    private static final int STEPS = 300;
    private static final int SEEDS = 60;
    private static final Duration STEP = Duration.ofMillis(2);
    private static final Duration DEADLINE = Duration.ofSeconds(5);

    @Property(tries = 200)
    void aRefusalIsTrueAndAKnownKeyIsNeverRefused(@ForAll long seed) {
        Course course = new Course(Reads.LINEARIZABLE, false, seed);

        assertThat(course.falseRefusals()).isEmpty();
    }

    @Test
    void manyAreAnsweredWithoutATransaction() {
        List<Course> courses = courses(Reads.LINEARIZABLE, false);

        assertThat(courses.stream()
                        .mapToInt(course -> course.model.answeredReads())
                        .sum())
                .isGreaterThan(SEEDS);
        assertThat(courses.stream().mapToLong(Course::refusals).sum()).isGreaterThan(10 * SEEDS);
        assertThat(courses.stream().mapToLong(Course::recorded).sum()).isGreaterThan(SEEDS);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "LINEARIZABLE")
    void anyOtherReadOfTheEventGivesFalseRefusals(Reads reads) {
        assertThat(courses(reads, false).stream().flatMap(course -> course.falseRefusals().stream()))
                .isNotEmpty();
    }

    @Test
    void keysThatAreLookedUpBeforeTheEventGiveFalseRefusals() {
        assertThat(courses(Reads.LINEARIZABLE, true).stream().flatMap(course -> course.falseRefusals().stream()))
                .isNotEmpty();
    }

    private static List<Course> courses(Reads reads, boolean journalFirst) {
        return LongStream.range(0, SEEDS)
                .mapToObj(seed -> new Course(reads, journalFirst, seed))
                .toList();
    }

    /** One random run of a lane beside other processes. */
    private static final class Course {
        final ReplicaModel model;
        private final Random random;
        private final ManualTiming timing = new ManualTiming();
        private final List<Press> presses = new ArrayList<>();
        private final List<String> falseRefusals = new ArrayList<>();
        private final Lane lane;

        private final class Press {
            private final String person;
            private final int asked = model.committed();
            private final UniAssertSubscriber<Outcome> answer;
            private Optional<Decision> decision = Optional.empty();

            Press(String person) {
                this.person = person;
                PendingCommand command = new PendingCommand(
                        Requests.accept(person, Requests.ROLE, "accept " + person), timing.in(DEADLINE));
                this.answer = command.outcome().subscribe().withSubscriber(UniAssertSubscriber.create());
                command.onAnswer((outcome, failure) ->
                        Optional.ofNullable(outcome).map(Outcome::decision).ifPresent(this::judge));
                lane.submit(command, returned -> {
                    throw new IllegalStateException("the lane is closed");
                });
            }

            boolean isAnswered() {
                return answer.getItem() != null || answer.getFailure() != null;
            }

            private void judge(Decision made) {
                decision = Optional.of(made);
                if (made instanceof Decision.Refused refused
                        && !isTrue(refused.refusal().reason())) {
                    falseRefusals.add(person + ": " + refused.refusal().reason());
                }
            }

            /** Each person has one key, so whoever is in has it recorded. */
            private boolean isTrue(Refusal.Reason reason) {
                return reason == Refusal.Reason.CAPACITY_FULL
                        && IntStream.rangeClosed(asked, model.committed())
                                .mapToObj(model::at)
                                .anyMatch(event -> event.accepted().size() == PLACES);
            }
        }

        Course(Reads reads, boolean journalFirst, long seed) {
            random = new Random(seed);
            Event event = Samples.published(new ObjectId(), Role.of(Requests.ROLE, PLACES));
            model = new ReplicaModel(event, reads, journalFirst, random);
            RespondSettings settings = TestSettings.defaults();
            RespondMetrics metrics = new RespondMetrics(new SimpleMeterRegistry());
            lane = new LaneFactory(
                            model,
                            new MemoryTurnNumbers(),
                            new TransactionLoop(
                                    model.sessions(), new TransactionPermits(1), timing, new Backoff(() -> 1), metrics),
                            () -> {},
                            settings,
                            metrics,
                            new BatchSpans(OpenTelemetry.noop()),
                            timing,
                            InOrder::new)
                    .open(event.id(), closed -> {});
            for (int i = 0; i < STEPS; i++) {
                step();
            }
            finish();
        }

        private void step() {
            int dice = random.nextInt(100);
            String person = "p" + random.nextInt(PEOPLE);
            if (dice < 25) {
                presses.add(new Press(person));
            } else if (dice < 35) {
                model.changeElsewhere(Requests.accept(person, Requests.ROLE, "accept " + person));
            } else if (dice < 45) {
                leave();
            } else if (dice < 60) {
                model.acknowledge();
            } else if (dice < 63) {
                model.loseTheRest();
            } else if (dice < 65) {
                model.replace();
            } else if (dice < 70) {
                model.heal();
            } else {
                model.proceed();
            }
            timing.advance(STEP);
        }

        /** Somebody who is in gives the place up, through another process. */
        private void leave() {
            model.newest().accepted().stream()
                    .findAny()
                    .ifPresent(entry -> model.changeElsewhere(
                            Requests.decline(entry.userKey().replace("test:", ""))));
        }

        private void finish() {
            model.heal();
            for (int i = 0; i < 10_000 && presses.stream().anyMatch(press -> !press.isAnswered()); i++) {
                model.acknowledge();
                model.proceed();
                timing.advance(STEP);
            }
            assertThat(presses).allMatch(Press::isAnswered);
        }

        List<String> falseRefusals() {
            return falseRefusals;
        }

        long refusals() {
            return presses.stream()
                    .filter(press -> press.decision
                            .filter(Decision.Refused.class::isInstance)
                            .isPresent())
                    .count();
        }

        long recorded() {
            return presses.stream()
                    .filter(press -> press.decision
                            .filter(Decision.Recorded.class::isInstance)
                            .isPresent())
                    .count();
        }
    }
}
