package io.muster.respond;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import com.mongodb.MongoTimeoutException;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import io.smallrye.mutiny.subscription.UniEmitter;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class EventExistenceTest {
    private final ObjectId one = new ObjectId();
    private final ObjectId two = new ObjectId();
    private final List<Set<ObjectId>> asked = new ArrayList<>();
    private final List<UniEmitter<? super Set<ObjectId>>> answers = new ArrayList<>();
    private final EventExistence lookUps = new EventExistence(
            ids -> Uni.createFrom().emitter(answer -> {
                asked.add(ids);
                answers.add(answer);
            }),
            3);

    @Test
    void whatIsAskedMeanwhileGoesTogetherInTheNext() {
        exists(one);
        exists(one);
        exists(two);
        exists(one);
        assertThat(asked).containsExactly(Set.of(one));

        answers.get(0).complete(Set.of());
        assertThat(asked).containsExactly(Set.of(one), Set.of(one, two));
    }

    @Test
    void aQuestionIsAnsweredByALookUpThatBeganAfterIt() {
        UniAssertSubscriber<Boolean> before = exists(one);
        UniAssertSubscriber<Boolean> meanwhile = exists(one);

        answers.get(0).complete(Set.of());
        before.assertItem(false);
        meanwhile.assertNotTerminated();

        answers.get(1).complete(Set.of(one));
        meanwhile.assertItem(true);
    }

    @Test
    void aFailureIsToldToThoseWhoAskedAndTheNextGoesOn() {
        UniAssertSubscriber<Boolean> failed = exists(one);
        UniAssertSubscriber<Boolean> next = exists(two);
        answers.get(0).fail(new MongoTimeoutException("gone"));

        UndecidedException failure = (UndecidedException)
                failed.assertFailedWith(UndecidedException.class).getFailure();
        assertThat(failure.reason()).isEqualTo(UndecidedException.Reason.DATABASE_UNAVAILABLE);
        answers.get(1).complete(Set.of(two));
        next.assertItem(true);
    }

    @Test
    void tooManyAreRefused() {
        exists(one);
        exists(one);
        exists(one);
        exists(one);
        UndecidedException failure = (UndecidedException)
                exists(two).assertFailedWith(UndecidedException.class).getFailure();
        assertThat(failure.reason()).isEqualTo(UndecidedException.Reason.OVERLOADED);
    }

    private UniAssertSubscriber<Boolean> exists(ObjectId id) {
        return lookUps.exists(id).subscribe().withSubscriber(UniAssertSubscriber.create());
    }
}
