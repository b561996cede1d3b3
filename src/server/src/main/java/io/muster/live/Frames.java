package io.muster.live;

import java.time.Instant;
import java.util.List;

import io.muster.identity.Caller;
import io.muster.live.step.Step;
import io.muster.store.Attendances;

/** Renders frames in the form of the contract (docs/api.md#frames). */
public interface Frames {

    /**
     * The first frame of a connection.
     *
     * @param topics the topics as shown to the client
     * @param id the position the client has been sent up to, for {@code lastEventId}
     * @param at the database's time up to which the stream has been read: the start of a delta for a list
     */
    String welcome(Caller caller, List<String> topics, String id, Instant at);

    /** The frame that says that what was missed is not kept any more. */
    String resync();

    /**
     * The same of a client whose rights have changed.
     *
     * @param id a position for {@code lastEventId} from which nothing can be replayed
     */
    String resync(String id);

    /**
     * The answer to a client's ping.
     *
     * @param id the position the client has been sent up to, for {@code lastEventId}
     */
    String pong(String id);

    /**
     * The answer to a message that is not allowed. It contains nothing of the message.
     *
     * @param code stable, for programs
     * @param message a sentence for a person
     */
    String error(String code, String message);

    /** The frame that says what is noted of a person by now. It has no {@code id} and stands for no version. */
    String attendance(Attendances.Noted noted);

    /**
     * The frame of a step for one kind of receiver.
     *
     * @param id the frame's {@code id}, for {@code lastEventId}
     */
    String text(Step step, Notice notice, String id);
}
