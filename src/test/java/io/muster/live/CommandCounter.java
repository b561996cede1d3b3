package io.muster.live;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
import org.bson.BsonDocument;

/** Keeps the commands a client has sent. */
final class CommandCounter implements CommandListener {
    private final List<BsonDocument> commands = new CopyOnWriteArrayList<>();

    @Override
    public void commandStarted(CommandStartedEvent event) {
        commands.add(event.getCommand().clone());
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
