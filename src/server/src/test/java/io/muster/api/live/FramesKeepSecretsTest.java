package io.muster.api.live;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

import io.muster.event.Event;
import io.muster.event.EventField;
import io.muster.event.plan.Histories;
import io.muster.event.plan.Made;
import io.muster.identity.Caller;
import io.muster.identity.Employers;
import io.muster.identity.Profile;
import io.muster.live.FrameRules;
import io.muster.live.Notice;
import io.muster.live.stream.Life;
import io.muster.live.stream.Life.Moment;
import io.muster.testing.openapi.FrameContract;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;

import static org.assertj.core.api.Assertions.assertThat;

/** Every frame of random lives is searched, as text, for what its receiver must not learn. */
class FramesKeepSecretsTest {
    private static final List<String> CONTACTS = List.of("contact-name-mark", "contact-phone-mark", "contact@mark");

    /** Parts of whom the event is for, of who acted and of requests' keys, wherever they might be put. */
    private static final List<String> NEVER_FOR_STAFF = List.of(
            "audience_",
            "barred_",
            "waves",
            "\"opens_at\"",
            "t-1",
            "t-2",
            "t-9",
            "google:boss",
            "actor",
            "random-",
            "/k",
            "key-of-",
            "made");

    private final FrameJson frames = new FrameJson();

    @Provide
    Arbitrary<Histories.History> histories() {
        return Histories.histories().map(FramesKeepSecretsTest::withContacts);
    }

    private static Histories.History withContacts(Histories.History history) {
        Event made = Made.with(history.made(), EventField.CONTACT_NAME, CONTACTS.get(0));
        made = Made.with(made, EventField.CONTACT_PHONE, CONTACTS.get(1));
        made = Made.with(made, EventField.CONTACT_EMAIL, CONTACTS.get(2));
        return new Histories.History(made, history.batches());
    }

    private static Profile profile(String userKey) {
        String mark = "mark" + Histories.PEOPLE.indexOf(userKey);
        return new Profile(
                Optional.of("name-" + mark),
                Optional.of("mail-" + mark + "@example.org"),
                Optional.of("https://picture-" + mark));
    }

    private static Caller caller(String userKey) {
        return new Caller(
                userKey,
                profile(userKey),
                Optional.empty(),
                false,
                Employers.of(Set.of(Made.MANAGER)),
                Histories.PEOPLE.indexOf(userKey) < 2 ? Set.of("t-1", "t-9") : Set.of(),
                false);
    }

    @StatisticsReport(StatisticsReport.StatisticsReportMode.OFF)
    @Property(tries = 600, edgeCases = EdgeCasesMode.NONE)
    void staffLearnNothingOfOthers(@ForAll("histories") Histories.History history) {
        for (Moment moment : life(history)) {
            for (String userKey : Histories.PEOPLE) {
                List<String> secrets = secretsFrom(userKey, moment);
                for (Notice notice : moment.toldTo(caller(userKey))) {
                    String frame = FrameContract.checked(frames.text(moment.step(), notice, "82AB"));
                    assertThat(frame).as("to %s", userKey).doesNotContain(secrets);
                    Statistics.collect(notice.type());
                    Statistics.label("own entry").collect(frame.contains(userKey));
                    Statistics.label("contacts").collect(frame.contains(CONTACTS.get(0)));
                }
            }
        }
        Statistics.coverage(coverage -> {
            for (Notice.Type type : Notice.Type.values()) {
                if (type != Notice.Type.DELETED) {
                    coverage.check(type).count(count -> count > 0);
                }
            }
        });
        Statistics.label("own entry").coverage(coverage -> coverage.check(true).count(count -> count > 0));
        Statistics.label("contacts").coverage(coverage -> coverage.check(true).count(count -> count > 0));
    }

    private static List<String> secretsFrom(String userKey, Moment moment) {
        List<String> secrets = new ArrayList<>(NEVER_FOR_STAFF);
        for (String other : Histories.PEOPLE) {
            if (!other.equals(userKey)) {
                secrets.add(other);
                secrets.add("mark" + Histories.PEOPLE.indexOf(other));
            }
        }
        if (!moment.after().hasAccepted(userKey)) {
            secrets.addAll(CONTACTS);
            secrets.add("contact");
        }
        return secrets;
    }

    @Property(tries = 60, edgeCases = EdgeCasesMode.NONE)
    void aWallScreenShowsNoMailAndNoPicture(@ForAll("histories") Histories.History history) {
        for (Moment moment : life(history)) {
            for (Notice notice : FrameRules.ofManager(moment.step(), true)) {
                String frame = FrameContract.checked(frames.text(moment.step(), notice, "82AB"))
                        .toLowerCase(Locale.ROOT);

                assertThat(frame).doesNotContain("mail-", "@", "picture-", "https:", "contact_email");
            }
        }
    }

    private static List<Moment> life(Histories.History history) {
        return Life.of(Histories.journal(history), FramesKeepSecretsTest::profile);
    }
}
