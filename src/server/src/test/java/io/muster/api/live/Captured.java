package io.muster.api.live;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What the service logs as a warning or worse. */
final class Captured extends Handler {
    private final List<String> lines = new CopyOnWriteArrayList<>();

    private Captured() {}

    static List<String> during(Runnable task) {
        Captured captured = new Captured();
        Logger root = Logger.getLogger("");
        root.addHandler(captured);
        try {
            task.run();
        } finally {
            root.removeHandler(captured);
        }
        return captured.lines;
    }

    @Override
    public void publish(LogRecord line) {
        if (line.getLevel().intValue() >= Level.WARNING.intValue()) {
            lines.add(line.getLoggerName() + ": " + line.getMessage());
        }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
}
