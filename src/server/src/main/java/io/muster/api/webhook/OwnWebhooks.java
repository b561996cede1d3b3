package io.muster.api.webhook;

import java.util.Optional;

import jakarta.inject.Singleton;

import io.muster.api.access.CurrentCaller;
import io.muster.api.body.EntityTag;
import io.muster.api.http.EventIds;
import io.muster.api.problem.ProblemException;
import io.muster.api.problem.ProblemType;
import io.muster.api.problem.Problems;
import io.muster.store.webhook.Webhook;
import io.muster.store.webhook.Webhooks;
import io.smallrye.mutiny.Uni;
import org.jspecify.annotations.Nullable;

/** The webhooks of a manager's firm. One of another firm, an unknown one and a malformed id fail identically. */
@Singleton
class OwnWebhooks {
    private final CurrentCaller callers;
    private final Webhooks webhooks;

    OwnWebhooks(CurrentCaller callers, Webhooks webhooks) {
        this.callers = callers;
        this.webhooks = webhooks;
    }

    /** The firm, of a manager who may write. */
    String firm() {
        return callers.managerWhoMayWrite().managerId().orElseThrow();
    }

    /** The webhook, or {@code WEBHOOK_NOT_FOUND}. */
    Uni<Webhook> one(String id) {
        String firm = firm();
        return EventIds.of(id)
                .map(known -> webhooks.one(firm, known).map(found -> found.orElseThrow(OwnWebhooks::unknown)))
                .orElseGet(() -> Uni.createFrom().failure(OwnWebhooks::unknown));
    }

    /** The webhook, if it has the version that the request is for. */
    Uni<Webhook> one(String id, @Nullable String ifMatch) {
        Optional<Long> version = EntityTag.ifMatch(ifMatch);
        return one(id).invoke(webhook -> {
            if (version.filter(it -> it != webhook.version()).isPresent()) {
                throw stale();
            }
        });
    }

    static ProblemException unknown() {
        return new ProblemException(ProblemType.WEBHOOK_NOT_FOUND);
    }

    static ProblemException stale() {
        return new ProblemException(ProblemType.VERSION_STALE);
    }

    /** A write of which nobody may be told that it was not done while that is not known. */
    static <T> Uni<T> written(Uni<T> write) {
        return write.onFailure(Problems::isOfUnknownOutcome).transform(Problems::outcomeUnknown);
    }
}
