package io.muster.embedded.command;

/** One client's connection, as far as commands care. */
public final class Connection {

    private final int id;
    private volatile String appName = "";

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

    void name(String newName) {
        appName = newName;
    }
}
