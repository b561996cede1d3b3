package io.muster.embedded.command;

import java.util.Optional;

import io.muster.embedded.storage.Root;

/** One client's connection, as far as commands care. */
public final class Connection {

    private final int id;
    private volatile String appName = "";
    private volatile Optional<Root> committed = Optional.empty();

    public Connection(int id) {
        this.id = id;
    }

    int id() {
        return id;
    }

    /** The name the client gave itself in its first command, empty if it gave none. */
    String appName() {
        return appName;
    }

    /** The state right after what the command that runs has committed, empty if it has committed nothing. */
    Optional<Root> committed() {
        return committed;
    }

    void committed(Optional<Root> root) {
        committed = root;
    }

    void name(String newName) {
        appName = newName;
    }
}
