package io.muster.load;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import io.muster.load.Scenario.Verdict;

/**
 * The result of a scenario.
 *
 * @param history the file of the history
 */
record Report(String name, String described, URI target, Answers answers, List<Verdict> verdicts, Path history) {

    boolean holds() {
        return verdicts.stream().allMatch(Verdict::holds);
    }

    @Override
    public String toString() {
        return String.format(
                        Locale.ROOT,
                        "%n%s: %s, at %s%n%n"
                                + "  total            %7d%n"
                                + "  200              %7d%n"
                                + "  409 full         %7d%n"
                                + "  409 in already   %7d%n"
                                + "  network errors   %7d%n"
                                + "  other            %7d%n"
                                + "  P50 %d ms, P95 %d ms, P99 %d ms%n%n",
                        name,
                        described,
                        target,
                        answers.total(),
                        answers.ok(),
                        answers.full(),
                        answers.inAlready(),
                        answers.networkErrors(),
                        answers.other(),
                        millis(50),
                        millis(95),
                        millis(99))
                + verdicts.stream().map(Verdict::toString).collect(Collectors.joining(System.lineSeparator()))
                + System.lineSeparator() + "  history: " + history.toAbsolutePath() + System.lineSeparator();
    }

    private long millis(int percent) {
        return answers.percentile(percent).toMillis();
    }

    /** All results, for a document. */
    static String table(List<Report> reports) {
        return "| scenario | presses | 200 | 409 full | 409 in already | network errors | other | P50 ms | P95 ms | P99 ms | holds |\n"
                + "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | --- |\n"
                + reports.stream().map(Report::row).collect(Collectors.joining())
                + "\n" + Runtime.getRuntime().availableProcessors() + " processors, Java "
                + System.getProperty("java.version") + ", " + System.getProperty("os.name") + "\n";
    }

    private String row() {
        return String.format(
                Locale.ROOT,
                "| %s: %s | %d | %d | %d | %d | %d | %d | %d | %d | %d | %s |%n",
                name,
                described,
                answers.total(),
                answers.ok(),
                answers.full(),
                answers.inAlready(),
                answers.networkErrors(),
                answers.other(),
                millis(50),
                millis(95),
                millis(99),
                holds() ? "yes" : "**no**");
    }
}
