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
     * @param position the stream's place: what comes later is above it
     * @param at the database's time there: a list read then is brought up to date from here
     */
    String welcome(Caller caller, List<String> topics, StreamPosition position, Instant at);

    /** What was missed is no longer known. */
    String resync();

    /** The answer to a client's ping. */
    String pong(StreamPosition position);

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
