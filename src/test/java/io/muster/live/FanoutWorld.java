package io.muster.live;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

import io.muster.audit.Replay;
import io.muster.event.JournalEntry;
import io.muster.event.Made;
import io.muster.identity.Caller;
import io.muster.live.Life.Moment;
import org.bson.types.ObjectId;

/** The lives of some events, processes that hear of it at their own pace, and clients that come, go and change between them. */
final class FanoutWorld {
    final List<Moment> life;
    final List<Hearing> processes = new ArrayList<>();
    private int recorded;

    /** @param lives of the events, to be mixed */
    FanoutWorld(List<List<Moment>> lives, Random random, int processes, int ringEntries, int slice) {
        this.life = mixed(lives, random);
        for (int i = 0; i < processes; i++) {
            this.processes.add(new Hearing(ringEntries, slice));
        }
    }

    /** Each event's moments in their order, at places of the one stream they share. */
    private static List<Moment> mixed(List<List<Moment>> lives, Random random) {
        List<Deque<Moment>> left = new ArrayList<>();
        lives.forEach(life -> left.add(new ArrayDeque<>(life)));
        List<Moment> mixed = new ArrayList<>();
        while (left.removeIf(Deque::isEmpty) || !left.isEmpty()) {
            if (!left.isEmpty()) {
                Moment next = left.get(random.nextInt(left.size())).remove();
                mixed.add(new Moment(at(position(mixed.size() + 1), next.step()), next.before(), next.after()));
            }
        }
        return mixed;
    }

    private static Step at(StreamPosition position, Step step) {
        return new Step(
                position,
                step.line(),
                step.headBefore(),
                step.head(),
                step.statusBefore(),
                step.standingBefore(),
                step.profile(),
                step.lists());
    }

    void record(int steps) {
        recorded = Math.min(life.size(), recorded + steps);
    }

    int recorded() {
        return recorded;
    }

    /** What a client, of whom all is well, has been told or has fetched. */
    Client client(Caller caller) {
        return new Client(caller);
    }

    /** A process. */
    final class Hearing {
        private final Deque<Runnable> tasks = new ArrayDeque<>();
        private final LiveEvents events = new LiveEvents();
        private final Fanout fanout;
        private final Set<ObjectId> broken = new HashSet<>();
        private int heard;

        private Hearing(int ringEntries, int slice) {
            fanout = new Fanout(
                    tasks::add,
                    events,
                    new PlainFrames(),
                    StreamSettings.with(Map.of("ring-entries", "" + ringEntries)),
                    slice,
                    () -> true);
            begin();
        }

        /** The stream begins at what was heard so far, as at the start and when its position is lost. */
        void begin() {
            tasks.add(() -> {
                events.clear();
                broken.clear();
                fanout.began(position(heard));
                fanout.advanced(position(heard), time(heard));
            });
        }

        /** The stream goes on, by so many steps in one delivery. */
        void hear(int steps) {
            tasks.add(() -> {
                int until = Math.min(recorded, heard + steps);
                List<Step> delivery =
                        life.subList(heard, until).stream().map(Moment::step).toList();
                List<Step> told = delivery.stream()
                        .filter(step -> !broken.contains(step.line().eventId()))
                        .toList();
                told.forEach(step -> goOn(step.line()));
                heard = until;
                delivery.stream()
                        .filter(step -> broken.contains(step.line().eventId()))
                        .forEach(this::miss);
                if (!told.isEmpty()) {
                    fanout.happened(told);
                }
                fanout.advanced(position(heard), time(heard));
            });
        }

        private void miss(Step step) {
            events.breakOff(step.line().eventId());
            fanout.gap(step.position(), step.line().eventId(), step.line().managerId());
        }

        /** From now on it cannot tell of the event of one of the steps. */
        void breakOff(int step) {
            tasks.add(() -> broken.add(life.get(step).step().line().eventId()));
        }

        /** Its loop takes so many turns. */
        void turn(int times) {
            for (int i = 0; i < times && !tasks.isEmpty(); i++) {
                tasks.remove().run();
            }
        }

        boolean isIdle() {
            return tasks.isEmpty() && heard == recorded;
        }

        private void goOn(JournalEntry line) {
            Optional<LiveEvent> known = events.of(line.eventId());
            if (known.isPresent()) {
                known.get().next(line);
                return;
            }
            List<JournalEntry> past = life.stream()
                    .map(moment -> moment.step().line())
                    .filter(other -> other.eventId().equals(line.eventId()) && other.version() <= line.version())
                    .toList();
            Replay replay = Replay.begin(past.get(0));
            past.subList(1, past.size()).forEach(replay::next);
            events.put(line.eventId(), new LiveEvent(replay));
        }
    }

    static StreamPosition position(int steps) {
        return new StreamPosition("82%08X".formatted(steps));
    }

    private static Instant time(int steps) {
        // Steps of one moment, and a stream that takes its time: what is old goes.
        return Made.NOW.plusSeconds(20L * steps);
    }

    /** A client that keeps the contract's rules, and complains when the service does not. */
    final class Client {
        private final Caller caller;
        private Optional<Line> line = Optional.empty();
        private Optional<String> lastEventId = Optional.empty();
        private final List<String> expected = new ArrayList<>();
        private int fetched;
        private int foreseen;
        private boolean fresh = true;
        int resyncs;
        int frames;
        final List<String> log = new ArrayList<>();

        private Client(Caller caller) {
            this.caller = caller;
        }

        /** What has come in on one connection and has not been read. */
        private final class Line implements Subscriber {
            private final Hearing process;
            private final Deque<Frame> inbox = new ArrayDeque<>();
            private final Deque<Runnable> onceSent = new ArrayDeque<>();

            private Line(Hearing process) {
                this.process = process;
            }

            @Override
            public Caller caller() {
                return caller;
            }

            @Override
            public void take(List<Frame> taken) {
                inbox.addAll(taken);
            }

            @Override
            public void whenSent(Runnable task) {
                if (inbox.isEmpty()) {
                    task.run();
                } else {
                    onceSent.add(task);
                }
            }
        }

        boolean isConnected() {
            return line.isPresent();
        }

        void connect(Hearing process) {
            Line connection = new Line(process);
            line = Optional.of(connection);
            log.add("connect " + processes.indexOf(process) + " " + lastEventId);
            process.fanout.join(connection, lastEventId);
        }

        void ping() {
            line.ifPresent(connection -> connection.process.fanout.ping(connection));
        }

        /** What is on the way is lost. */
        void cut() {
            line.ifPresent(connection -> connection.process.fanout.leave(connection));
            line = Optional.empty();
        }

        void read(int count) {
            line.ifPresent(connection -> {
                for (int i = 0; i < count && !connection.inbox.isEmpty(); i++) {
                    heard(connection.inbox.remove().text());
                }
                if (connection.inbox.isEmpty()) {
                    connection.onceSent.forEach(Runnable::run);
                    connection.onceSent.clear();
                }
            });
        }

        boolean hasReadAll() {
            return line.filter(connection -> connection.inbox.isEmpty() && connection.onceSent.isEmpty())
                    .isPresent();
        }

        private void heard(String text) {
            frames++;
            log.add(text);
            if (text.equals(PlainFrames.RESYNC)) {
                resyncs++;
                fetch();
                return;
            }
            int space = text.indexOf(' ');
            lastEventId = Optional.of(text.substring(0, space));
            String told = text.substring(space + 1);
            if (told.equals("pong")) {
                return;
            }
            if (told.equals("welcome")) {
                if (fresh) {
                    fresh = false;
                    fetch();
                }
                return;
            }
            if (Integer.parseInt(text.substring(2, 10), 16) > fetched) {
                foresee();
                if (expected.isEmpty() || !expected.remove(0).equals(told)) {
                    throw new AssertionError(caller.userKey() + " was told " + told + " and not what comes first of "
                            + expected + ", from " + fetched);
                }
            }
        }

        /** The client reads the database, which is never behind a process. */
        private void fetch() {
            fetched = recorded;
            foreseen = recorded;
            expected.clear();
        }

        /** What has to be told of what was recorded, by what the person may see and nothing of the service's making. */
        private void foresee() {
            for (; foreseen < recorded; foreseen++) {
                Moment moment = life.get(foreseen);
                notices(moment).forEach(notice -> expected.add(PlainFrames.told(moment.step(), notice)));
            }
        }

        private List<Notice> notices(Moment moment) {
            return caller.managerId()
                    .map(managerId -> managerId.equals(moment.step().line().managerId())
                            ? Sight.ofManager(moment.step(), caller.readOnly())
                            : List.<Notice>of())
                    .orElseGet(() -> moment.toldTo(caller));
        }

        /** @throws AssertionError if something it may know was neither told nor fetched */
        void hasMissedNothing() {
            foresee();
            if (!expected.isEmpty()) {
                throw new AssertionError(caller.userKey() + " was never told " + expected + ", from " + fetched + log);
            }
        }
    }
}
