package io.muster.respond;

import java.util.NoSuchElementException;

import com.mongodb.MongoInternalException;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What the driver's stranger errors mean. */
class FailuresTest {
    @Test
    void aConnectionFoundClosedIsALostConnection() {
        Throwable closed =
                new MongoInternalException("Unexpected exception", new NoSuchElementException("a handler of Netty's"));

        assertThat(Failures.isUnreachable(closed)).isTrue();
        assertThat(Failures.isPassing(closed)).isTrue();
        assertThat(Failures.notRecorded(closed).reason()).isEqualTo(NotDone.Reason.DATABASE_UNAVAILABLE);
    }

    @Test
    void anotherInternalErrorIsNot() {
        Throwable internal = new MongoInternalException("Unexpected exception", new IllegalStateException());

        assertThat(Failures.isPassing(internal)).isFalse();
        assertThat(Failures.notRecorded(internal).reason()).isEqualTo(NotDone.Reason.INTERNAL);
    }
}
