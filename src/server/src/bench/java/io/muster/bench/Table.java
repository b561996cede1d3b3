package io.muster.bench;

import java.util.Locale;

/** What was measured, a line each, as it comes. */
final class Table {
    private static final String ROW =
            "| %-44s | %6s | %7s | %7s | %7s | %8s | %7s | %7s | %7s | %8s | %8s | %8s | %-24s |%n";

    void head(String title) {
        System.out.printf("%n%s%n%n", title);
        System.out.printf(
                ROW,
                "burst",
                "bursts",
                "P50 ms",
                "P95 ms",
                "P99 ms",
                "req/s",
                "CPU us",
                "JIT us",
                "GC us",
                "begun",
                "retried",
                "aborted",
                "status=count");
        System.out.printf(
                ROW, "---", "---", "---", "---", "---", "---", "---", "---", "---", "---", "---", "---", "---");
    }

    void row(String name, Burst burst) {
        System.out.printf(
                ROW,
                name,
                burst.bursts(),
                number(burst.percentileMs(50)),
                number(burst.percentileMs(95)),
                number(burst.percentileMs(99)),
                number(burst.perSecond()),
                number(burst.cpuMicrosEach()),
                number(burst.compilerMicrosEach()),
                number(burst.collectorMicrosEach()),
                each(burst.counts().begun(), burst),
                each(burst.counts().retried(), burst),
                each(burst.counts().conflicts(), burst),
                burst.statuses().toString().replaceAll("[{} ]", ""));
    }

    void say(String format, Object... values) {
        System.out.printf(Locale.ROOT, format + "%n", values);
    }

    /** Of one burst, on average. */
    private static String each(long sum, Burst burst) {
        return String.format(Locale.ROOT, "%.1f", (double) sum / burst.bursts());
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.0f", value);
    }
}
