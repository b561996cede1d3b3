package io.muster.live.stream;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import com.mongodb.event.CommandFailedEvent;
import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
import com.mongodb.event.CommandSucceededEvent;
import org.bson.BsonDocument;

/** Keeps the commands a client has sent. */
final class CommandCounter implements CommandListener {
    private final List<BsonDocument> commands = new CopyOnWriteArrayList<>();
    private final AtomicInteger answered = new AtomicInteger();

    @Override
    public void commandStarted(CommandStartedEvent event) {
        commands.add(event.getCommand().clone());
    }

    @Override
    public void commandSucceeded(CommandSucceededEvent event) {
        answered.incrementAndGet();
    }

    @Override
    public void commandFailed(CommandFailedEvent event) {
        answered.incrementAndGet();
    }

    /** Whether nothing waits for an answer. */
    boolean isQuiet() {
        return answered.get() == commands.size();
    }

    List<BsonDocument> all(String name) {
        return commands.stream()
                .filter(command -> command.getFirstKey().equals(name))
                .toList();
    }

    int count(String name) {
        return all(name).size();
    }
}
