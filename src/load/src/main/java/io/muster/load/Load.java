package io.muster.load;

import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.gatling.app.Gatling$;
import io.muster.history.Entry;
import io.muster.history.History;
import io.muster.history.HistoryCheck;
import io.muster.history.HistoryViolation;
import io.muster.load.Scenario.Verdict;

/**
 * Runs load scenarios against the service, one after the other, and checks each: by its own figures, by the service's
 * audit and by the whole history. {@link Settings} lists the settings. With {@code check} naming a file, that history
 * is checked and nothing is run. The exit code is 0 if everything holds, 1 if something does not, 2 if it could not be
 * run.
 */
public final class Load {
    private static final Path OUTPUT = Path.of("target");

    private final Settings settings;
    private final URI target;
    private final Optional<Program> program;

    private Load(Settings settings, URI target, Optional<Program> program) {
        this.settings = settings;
        this.target = target;
        this.program = program;
    }

    public static void main(String... args) {
        int code;
        try {
            code = Settings.text("check").map(file -> check(Path.of(file))).orElseGet(Load::run) ? 0 : 1;
        } catch (RefusedException | UncheckedIOException refused) {
            System.err.println(refused.getMessage());
            code = 2;
        } catch (RuntimeException failure) {
            failure.printStackTrace();
            code = 2;
        }
        System.exit(code);
    }

    private static boolean check(Path file) {
        List<Verdict> verdicts = List.of(judged(History.read(file)));
        verdicts.forEach(System.out::println);
        return verdicts.stream().allMatch(Verdict::holds);
    }

    private static boolean run() {
        Settings settings = Settings.ofSystemProperties();
        if (settings.target().isPresent()) {
            return new Load(settings, settings.target().get(), Optional.empty()).all();
        }
        try (Program program = Program.start(settings.processes())) {
            return new Load(settings, program.target(), Optional.of(program)).all();
        }
    }

    private boolean all() {
        Map<String, Scenario> scenarios = new LinkedHashMap<>();
        settings.scenarios().forEach(name -> scenarios.put(name, Scenario.named(name, settings)));
        List<Report> reports = new ArrayList<>();
        scenarios.forEach((name, scenario) -> reports.add(play(name, scenario)));
        System.out.println(Report.table(reports));
        return reports.stream().allMatch(Report::holds);
    }

    private Report play(String name, Scenario scenario) {
        CrowdTokens tokens = tokens(scenario.people() + scenario.listeners());
        Api api = new Api(target, tokens);
        Run run = new Run(settings, scenario, target, api, tokens, events(api, scenario), new Recorder(), program);
        LoadSimulation.next(run);
        try (AutoCloseable beside = scenario.beside(run)) {
            int code = Gatling$.MODULE$.fromArgs(new String[] {
                "--simulation", LoadSimulation.class.getName(),
                "--results-folder", OUTPUT.resolve("gatling").toString(),
                "--run-description", name
            });
            if (code != 0) {
                throw new IllegalStateException("Gatling ended with " + code);
            }
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        Report report = report(name, run);
        System.out.println(report);
        return report;
    }

    private Report report(String name, Run run) {
        List<Entry> entries = run.recorder().entries();
        run.events().forEach(event -> entries.addAll(run.api().journal(event)));
        History history = new History(entries);
        Path file = OUTPUT.resolve("history-" + name + ".jsonl");
        history.write(file);
        Answers answers = new Answers(run.recorder().calls());
        List<Verdict> verdicts = new ArrayList<>(run.scenario().verdicts(answers));
        verdicts.add(new Verdict(answers.total() > 0, "somebody pressed"));
        List<String> complaints = run.recorder().complaints();
        verdicts.add(new Verdict(
                complaints.isEmpty(),
                complaints.isEmpty()
                        ? "nobody beside complains"
                        : complaints.size() + " complaints: " + complaints.get(0)));
        List<String> audit = run.api().audit(run.events());
        verdicts.add(new Verdict(
                audit.isEmpty(), "the service's audit finds nothing wrong" + (audit.isEmpty() ? "" : ": " + audit)));
        verdicts.add(judged(history));
        return new Report(name, run.scenario().described(), target, answers, verdicts, file);
    }

    private static Verdict judged(History history) {
        if (history.entries().stream().noneMatch(Entry.Stored.class::isInstance)) {
            return new Verdict(false, "a history of no event");
        }
        List<HistoryViolation> violations = HistoryCheck.violations(history);
        String what = history.entries().size() + " entries of history, I1 to I12";
        return violations.isEmpty()
                ? new Verdict(true, what)
                : new Verdict(false, what + ": " + violations.size() + " violations, the first: " + violations.get(0));
    }

    private CrowdTokens tokens(int people) {
        return settings.tokens()
                .map(file -> CrowdTokens.read(file, people))
                .orElseGet(() -> CrowdTokens.signed(secret(), settings.managerId(), people));
    }

    private String secret() {
        return program.isPresent()
                ? Program.SECRET
                : Optional.ofNullable(System.getenv("MUSTER_JWT_SECRET"))
                        .orElseThrow(() -> new RefusedException(
                                "a -Dtarget needs people: -Dtokens=<file>, or the service's MUSTER_JWT_SECRET"));
    }

    private List<String> events(Api api, Scenario scenario) {
        if (settings.eventId().isPresent()) {
            String event = settings.eventId().get();
            Entry.Stored stored = api.stored(event);
            if (scenario.events() > 1 || stored.acceptedCount() + stored.declinedCount() > 0) {
                throw new RefusedException(
                        "-DeventId names an event that nobody has responded to, for a scenario of one event");
            }
            List<Api.Role> roles = stored.places().stream()
                    .map(role -> new Api.Role(role.role(), role.capacity()))
                    .toList();
            if (!roles.containsAll(scenario.roles())) {
                throw new RefusedException("that event has " + roles + ", and this is for " + scenario.roles()
                        + ": say so by -Drole and -Dcapacity");
            }
            return List.of(event);
        }
        List<String> events = new ArrayList<>();
        for (int i = 0; i < scenario.events(); i++) {
            events.add(api.publish(scenario.roles(), scenario.inDays(), scenario.opensIn()));
        }
        return events;
    }
}
