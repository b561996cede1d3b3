package io.muster.respond;

import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import io.muster.event.Command;
import io.muster.event.KeyedCommand;
import io.muster.identity.Caller;
import io.muster.identity.Employers;
import io.muster.identity.Profile;

/** Commands as tests send them. */
final class Requests {
    static final String ROLE = "Server";

    private Requests() {}

    static KeyedCommand accept(String person) {
        return accept(person, ROLE);
    }

    static KeyedCommand accept(String person, String role) {
        return once(new Command.Accept(caller(person), role));
    }

    static KeyedCommand decline(String person) {
        return once(new Command.Decline(caller(person), Optional.empty()));
    }

    /** An accept whose client named a key. */
    static KeyedCommand accept(String person, String role, String key) {
        return new KeyedCommand(new Command.Accept(caller(person), role), key, "accept " + role);
    }

    /** A decline whose client named a key. */
    static KeyedCommand decline(String person, String key) {
        return new KeyedCommand(new Command.Decline(caller(person), Optional.empty()), key, "decline");
    }

    static KeyedCommand once(Command command) {
        return new KeyedCommand(command, UUID.randomUUID().toString(), "once", false);
    }

    static Caller caller(String person) {
        return new Caller(
                "test:" + person, Profile.UNKNOWN, Optional.empty(), false, Employers.EVERYONE, Set.of(), false);
    }
}
