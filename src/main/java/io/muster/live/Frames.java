package io.muster.live;

import java.time.Instant;
import java.util.List;

import io.muster.identity.Caller;

/** Renders frames as the contract's section 4 has them. */
public interface Frames {

    /**
     * The first frame of a connection.
     *
     * @param topics what is listened to, as the client may know it
     * @param id how far the client has been told: it may come back with it
     * @param at the database's time as far as the stream has come: a list read then is brought up to date from here
     */
    String welcome(Caller caller, List<String> topics, String id, Instant at);

    /** What was missed is no longer known. */
    String resync();

    /**
     * The answer to a client's ping.
     *
     * @param id how far the client has been told: it may come back with it
     */
    String pong(String id);

    /**
     * What was wrong with a client's message. Nothing of the message is in it.
     *
     * @param code stable, for programs
     * @param message a sentence for a person
     */
    String error(String code, String message);

    /**
     * What one kind of receiver is told of a step.
     *
     * @param id the frame's {@code id}: a client comes back with it
     */
    String text(Step step, Notice notice, String id);
}
