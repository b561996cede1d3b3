package io.muster.notice.send;

import java.time.Duration;

import com.icegreen.greenmail.util.GreenMail;
import io.muster.api.join.WithMail;
import io.muster.testing.http.Bodies;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.awaitility.Awaitility;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Measures how long it takes until 300 people have a letter of a publication, from the request on, with everything in between. */
@QuarkusTest
@Tag("service")
@Tag("slow")
@TestProfile(WithNotices.class)
class NoticeSpeedTest extends NoticeTest {
    private static final Logger LOG = Logger.getLogger(NoticeSpeedTest.class);
    private static final int PEOPLE = 300;
    private static final Duration WITHIN = Duration.ofSeconds(5);

    @WithMail.ToMail
    GreenMail mail = new GreenMail(); // until the one that the service sends to is put here

    @Test
    void threeHundredPeopleAreToldOfAPublicationWithinFiveSeconds() throws Exception {
        for (int i = 0; i < PEOPLE; i++) {
            member("p" + i);
        }
        String draft = create(manager, Bodies.event()).id();
        mail.purgeEmailFromAllMailboxes();

        long begun = System.nanoTime();
        manager.post(path(draft) + "/publish").expect(200);
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> mail.getReceivedMessages().length >= PEOPLE);
        Duration took = Duration.ofNanos(System.nanoTime() - begun);

        LOG.infof("%d people were told within %d ms", PEOPLE, took.toMillis());
        assertThat(mail.getReceivedMessages()).hasSize(PEOPLE);
        assertThat(took).isLessThan(WITHIN);
    }
}
