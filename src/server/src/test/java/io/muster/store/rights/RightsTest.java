package io.muster.store.rights;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicLong;

import io.muster.people.Membership;
import io.muster.people.Standings;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import io.smallrye.mutiny.subscription.UniEmitter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What is known of people, while reads take as long as they like and the change stream breaks. */
class RightsTest {
    private static final String ADA = "oidc:ada";

    private final AtomicLong nanos = new AtomicLong();
    private final ManualCursors cursors = new ManualCursors();
    private final RightsStream stream = new RightsStream(RightsSource.MEMBERS, cursors::open, nanos::get);
    private final Queue<UniEmitter<? super List<Membership>>> reads = new ArrayDeque<>();
    private final Rights rights =
            new Rights(userKey -> Uni.createFrom().emitter(emitter -> reads.add(emitter)), stream);

    @BeforeEach
    void begin() {
        stream.begin();
    }

    @AfterEach
    void end() {
        stream.end();
    }

    private UniAssertSubscriber<Standings> asked() {
        return rights.of(ADA).subscribe().withSubscriber(UniAssertSubscriber.create());
    }

    private void answered() {
        reads.remove().complete(List.of());
    }

    @Test
    void whatWasReadIsKnownWhileChangesAreHeard() {
        ManualCursors.Cursor cursor = cursors.opened();
        UniAssertSubscriber<Standings> first = asked();
        answered();
        first.assertItem(Standings.NONE);
        assertThat(rights.known(ADA)).isPresent();

        cursor.answers(ManualCursors.changed("oidc:other"));
        assertThat(rights.known(ADA)).isPresent();
        cursor.answers(ManualCursors.changed(ADA));
        assertThat(rights.known(ADA)).isEmpty();
    }

    @Test
    void nothingIsKnownFromABreakOn() {
        ManualCursors.Cursor cursor = cursors.opened();
        asked();
        answered();

        cursor.breaks();

        assertThat(rights.known(ADA)).isEmpty();
        cursors.opened();
        assertThat(rights.known(ADA)).as("also once it is open again").isEmpty();
    }

    @Test
    void aReadThatBeganBeforeTheStreamWasOpenAgainIsNotKept() {
        cursors.opened().breaks();
        UniAssertSubscriber<Standings> early = asked();
        cursors.opened();

        answered();

        early.assertItem(Standings.NONE);
        assertThat(rights.known(ADA)).isEmpty();
        asked();
        answered();
        assertThat(rights.known(ADA)).isPresent();
    }
}
