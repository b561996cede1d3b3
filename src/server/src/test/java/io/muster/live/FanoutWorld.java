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

import io.muster.event.journal.EventState;
import io.muster.event.journal.JournalEntry;
import io.muster.event.plan.Made;
import io.muster.identity.Caller;
import io.muster.live.step.LiveEvent;
import io.muster.live.step.LiveEvents;
import io.muster.live.step.ResumeToken;
import io.muster.live.step.Step;
import io.muster.live.stream.Life.Moment;
import io.muster.live.stream.StreamSettings;
import org.bson.types.ObjectId;

/**
 * The lives of some events, processes that receive its steps at their own pace, and clients that connect, disconnect and
 * change between them.
 */
final class FanoutWorld {
    /** Of a frame of several versions: the event, the first and the last version, the type, and whether it steps. */
    private static final int VERSIONS_AND_REST = 5;

    final List<Moment> life;
    final List<Process> processes = new ArrayList<>();
    private int recorded;

    /** @param lives of the events, to be mixed */
    FanoutWorld(List<List<Moment>> lives, Random random, int processes, int ringEntries, int slice) {
        this.life = mixed(lives, random);
        for (int i = 0; i < processes; i++) {
            this.processes.add(new Process(ringEntries, slice));
        }
    }

    /** Each event's moments in their order, at places of the one stream they share: a batch as a rule by itself. */
    private static List<Moment> mixed(List<List<Moment>> lives, Random random) {
        List<Deque<Moment>> left = new ArrayList<>();
        lives.forEach(life -> left.add(new ArrayDeque<>(life)));
        List<Moment> mixed = new ArrayList<>();
        while (left.removeIf(Deque::isEmpty) || !left.isEmpty()) {
            if (!left.isEmpty()) {
                Deque<Moment> life = left.get(random.nextInt(left.size()));
                boolean whole = random.nextInt(5) > 0;
                Moment next;
                do {
                    next = life.remove();
                    mixed.add(new Moment(at(position(mixed.size() + 1), next.step()), next.before(), next.after()));
                } while (whole && !life.isEmpty() && follows(next, life.element()));
            }
        }
        return mixed;
    }

    private static boolean follows(Moment moment, Moment next) {
        return next.step().line().follows(moment.step().line());
    }

    private static Step at(ResumeToken position, Step step) {
        return new Step(
                position,
                step.line(),
                step.headBefore(),
                step.head(),
                step.statusBefore(),
                step.responseBefore(),
                step.profile(),
                step.lists());
    }

    void record(int steps) {
        recorded = Math.min(life.size(), recorded + steps);
    }

    int recorded() {
        return recorded;
    }

    /** A client that keeps every frame that it received and every list that it fetched. */
    Client client(Caller caller) {
        return new Client(caller);
    }

    /** A process. */
    final class Process {
        private final Deque<Runnable> tasks = new ArrayDeque<>();
        private final LiveEvents events = new LiveEvents();
        private final Fanout fanout;
        private final Set<ObjectId> broken = new HashSet<>();
        private int received;

        private Process(int ringEntries, int slice) {
            fanout = new Fanout(
                    tasks::add,
                    events,
                    new PlainFrames(),
                    StreamSettings.with(Map.of("ring-entries", "" + ringEntries)),
                    slice,
                    () -> true,
                    () -> true);
            begin();
        }

        /** The stream starts at what was received so far, as at the start of a process and when its resume token is lost. */
        void begin() {
            tasks.add(() -> {
                events.clear();
                broken.clear();
                fanout.began(position(received));
                fanout.advanced(position(received), time(received));
            });
        }

        /** The stream goes on, by so many steps in one delivery. */
        void receive(int steps) {
            tasks.add(() -> {
                int until = Math.min(recorded, received + steps);
                List<Step> delivery =
                        life.subList(received, until).stream().map(Moment::step).toList();
                List<Step> sent = delivery.stream()
                        .filter(step -> !broken.contains(step.line().eventId()))
                        .toList();
                sent.forEach(step -> goOn(step.line()));
                received = until;
                delivery.stream()
                        .filter(step -> broken.contains(step.line().eventId()))
                        .forEach(this::miss);
                if (!sent.isEmpty()) {
                    fanout.happened(sent);
                }
                fanout.advanced(position(received), time(received));
            });
        }

        private void miss(Step step) {
            events.breakOff(step.line().eventId());
            fanout.gap(step.position(), step.line().eventId(), step.line().managerId());
        }

        /** From now on it cannot send the event of one of the steps. */
        void breakOff(int step) {
            tasks.add(() -> broken.add(life.get(step).step().line().eventId()));
        }

        /** Runs so many tasks of its loop. */
        void turn(int times) {
            for (int i = 0; i < times && !tasks.isEmpty(); i++) {
                tasks.remove().run();
            }
        }

        boolean isIdle() {
            return tasks.isEmpty() && received == recorded;
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
            EventState state = EventState.begin(past.get(0));
            past.subList(1, past.size()).forEach(state::apply);
            events.put(line.eventId(), new LiveEvent(state));
        }
    }

    static ResumeToken position(int steps) {
        return new ResumeToken("82%08X".formatted(steps));
    }

    static Instant time(int steps) {
        // 20 s a step, so that old steps leave the ring by their age.
        return Made.NOW.plusSeconds(20L * steps);
    }

    /** A frame as it is where no two are one. */
    private record Expected(Step step, Notice notice) {
        private String told() {
            return PlainFrames.told(step, notice);
        }

        /** Whether it says of others what they did, by the figures alone. */
        private boolean isOfOthers() {
            return notice.stepping()
                    && notice.type().isAboutPerson()
                    && notice.receiver().equals(Notice.Receiver.Staff.ANYBODY);
        }
    }

    /** A client that follows the contract (docs/api.md#live) and fails if a frame is missing, doubled or not for it. */
    final class Client {
        private final Caller caller;
        private Optional<Connection> line = Optional.empty();
        private Optional<String> lastEventId = Optional.empty();
        private final List<Expected> expected = new ArrayList<>();
        private int fetched;
        private int foreseen;
        private boolean fresh = true;
        int resyncs;
        int frames;
        int folded;
        final List<String> log = new ArrayList<>();

        private Client(Caller caller) {
            this.caller = caller;
        }

        /** What has come in on one connection and has not been read. */
        private final class Connection implements Subscriber {
            private final Process process;
            private final Deque<Frame> inbox = new ArrayDeque<>();
            private final Deque<Runnable> onceSent = new ArrayDeque<>();

            private Connection(Process process) {
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

        void connect(Process process) {
            Connection connection = new Connection(process);
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
                    received(connection.inbox.remove().text());
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

        private void received(String text) {
            frames++;
            log.add(text);
            if (text.equals(PlainFrames.RESYNC)) {
                resyncs++;
                fetch();
                return;
            }
            int space = text.indexOf(' ');
            lastEventId = Optional.of(text.substring(0, space));
            String sent = text.substring(space + 1);
            if (sent.equals("pong")) {
                return;
            }
            if (sent.equals("welcome")) {
                if (fresh) {
                    fresh = false;
                    fetch();
                }
                return;
            }
            if (Integer.parseInt(text.substring(2, 10), 16) > fetched) {
                foresee();
                take(sent);
            }
        }

        /**
         * A frame is the next that is expected, or one for several: of one batch, and of which each says nothing but figures. What
         * was fetched of these is not expected any more.
         */
        private void take(String sent) {
            String[] words = sent.split("[ -]", -1);
            if (words.length < VERSIONS_AND_REST) {
                if (expected.isEmpty() || !expected.get(0).told().equals(sent)) {
                    throw unexpected(sent);
                }
                expected.remove(0);
                return;
            }
            folded++;
            List<Step> range = range(words[0], Long.parseLong(words[1]), Long.parseLong(words[2]));
            for (Step step : range) {
                Expected next = expected.isEmpty() ? null : expected.remove(0);
                if (next == null || !next.step().equals(step) || !next.isOfOthers()) {
                    throw unexpected(
                            sent + ", that is also version " + step.line().version());
                }
            }
        }

        /** The steps of one batch that a frame stands for and that were not fetched. */
        private List<Step> range(String eventId, long first, long last) {
            List<Step> range = new ArrayList<>();
            for (int i = 0; i < recorded; i++) {
                JournalEntry line = life.get(i).step().line();
                if (line.eventId().toHexString().equals(eventId) && line.version() >= first && line.version() <= last) {
                    range.add(life.get(i).step());
                }
            }
            for (int i = 1; i < range.size(); i++) {
                if (!range.get(i).line().follows(range.get(i - 1).line())) {
                    throw unexpected(first + "-" + last + ", that is not of one batch");
                }
            }
            if (first >= last || range.size() != last - first + 1) {
                throw unexpected(first + "-" + last);
            }
            range.removeIf(step -> step.position().compareTo(position(fetched)) <= 0);
            return range;
        }

        private AssertionError unexpected(String sent) {
            return new AssertionError(caller.userKey() + " was sent " + sent + " and not what comes first of "
                    + expected.stream().map(Expected::told).toList() + ", from " + fetched + log);
        }

        /** The client reads the database, which is never behind a process. */
        private void fetch() {
            fetched = recorded;
            foreseen = recorded;
            expected.clear();
        }

        /** What has to be sent of what was recorded, by what the person may see and nothing of the service's making. */
        private void foresee() {
            for (; foreseen < recorded; foreseen++) {
                Moment moment = life.get(foreseen);
                notices(moment).forEach(notice -> expected.add(new Expected(moment.step(), notice)));
            }
        }

        private List<Notice> notices(Moment moment) {
            return caller.managerId()
                    .map(managerId -> managerId.equals(moment.step().line().managerId())
                            ? FrameRules.ofManager(moment.step(), caller.readOnly())
                            : List.<Notice>of())
                    .orElseGet(() -> moment.toldTo(caller));
        }

        /** @throws AssertionError if something it may know was neither sent nor fetched */
        void hasMissedNothing() {
            foresee();
            if (!expected.isEmpty()) {
                throw new AssertionError(caller.userKey() + " was never sent "
                        + expected.stream().map(Expected::told).toList() + ", from " + fetched + log);
            }
        }
    }
}
