package io.muster.notice.send;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

import jakarta.inject.Singleton;

import io.muster.event.Event;
import io.muster.mail.Delivery;
import io.muster.mail.Letters;
import io.muster.mail.MailAddress;
import io.muster.notice.Notice;
import io.muster.notice.Recipient;
import io.muster.notice.Wording;
import io.muster.people.Member;
import io.muster.people.MemberState;
import io.muster.store.people.People;
import io.smallrye.mutiny.Uni;

/** Letters, where an SMTP server is set up: to the address that the person's provider vouches for, or to a member's who has joined. */
@Singleton
class MailChannel implements Channel {
    /** After a letter that the server did not take in time no other is tried for so long. */
    private static final Duration PAUSE = Duration.ofSeconds(20);

    private final Letters letters;
    private final People people;
    private final Preferences preferences;
    private final Unsubscribing unsubscribing;
    private final AtomicLong pausesUntil = new AtomicLong(System.nanoTime());

    MailChannel(Letters letters, People people, Preferences preferences, Unsubscribing unsubscribing) {
        this.letters = letters;
        this.people = people;
        this.preferences = preferences;
        this.unsubscribing = unsubscribing;
    }

    @Override
    public String wireName() {
        return "mail";
    }

    @Override
    public Uni<Map<String, Address>> addresses(Collection<Recipient> recipients) {
        if (letters.pages().isEmpty() || recipients.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        var accounts = recipients.stream().map(Recipient::account).toList();
        return preferences
                .of(accounts)
                .chain(wanted -> people.verifiedEmails(accounts).map(verified -> {
                    Map<String, Address> known = new HashMap<>();
                    recipients.forEach(person -> Optional.ofNullable(verified.get(person.account()))
                            .or(() -> joined(person))
                            .flatMap(MailAddress::of)
                            .filter(to -> wanted.getOrDefault(person.account(), Preferences.Wanted.UNSET)
                                    .mail())
                            .ifPresent(to -> known.put(
                                    person.account(),
                                    new At(to, wanted.getOrDefault(person.account(), Preferences.Wanted.UNSET)))));
                    return known;
                }));
    }

    private static Optional<String> joined(Recipient person) {
        return person.member()
                .filter(it -> it.hasAccount() && it.state() == MemberState.ACTIVE)
                .flatMap(Member::email);
    }

    private final class At implements Address {
        private final String to;
        private final Preferences.Wanted wanted;

        At(String to, Preferences.Wanted wanted) {
            this.to = to;
            this.wanted = wanted;
        }

        @Override
        public Uni<Sent> send(Notice notice, Optional<Event> event, Recipient person) {
            if (System.nanoTime() - pausesUntil.get() < 0) {
                return Uni.createFrom().item(Sent.FAILED);
            }
            Wording wording = event.map(it -> Wording.of(notice, it, person, wanted.language()))
                    .orElseGet(() -> Wording.of(notice, wanted.language()));
            return unsubscribing
                    .path(person.account())
                    .map(path -> NoticeLetter.of(
                            to,
                            notice.id(),
                            person.account(),
                            wording,
                            wanted.language(),
                            letters.pages().orElseThrow(),
                            path))
                    .chain(letters::send)
                    .invoke(this::learn)
                    .map(delivery -> switch (delivery) {
                        case SENT -> Sent.SENT;
                        case REFUSED -> Sent.REFUSED;
                        case FAILED -> Sent.FAILED;
                    });
        }

        private void learn(Delivery delivery) {
            if (delivery == Delivery.FAILED) {
                pausesUntil.set(System.nanoTime() + PAUSE.toNanos());
            }
        }
    }
}
