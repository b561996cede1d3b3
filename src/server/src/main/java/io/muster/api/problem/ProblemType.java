package io.muster.api.problem;

import java.util.Locale;
import java.util.Optional;

/**
 * Every error a client can get: its code (the name), its HTTP status and its title. The codes are the contract's
 * (docs/api.md#codes) and never change their meaning.
 */
public enum ProblemType {
    UNAUTHENTICATED(401, "Not signed in", "A valid bearer token is needed."),
    SIGN_IN_TOO_OLD(403, "Sign-in too old", "Sign in again first: this needs a sign-in of the last 10 minutes."),
    FORBIDDEN(403, "Not allowed", "Your token does not allow this."),
    NOT_FOUND(404, "No such address", "There is nothing at this address."),
    METHOD_NOT_ALLOWED(405, "Method not allowed", "This address does not take this method."),
    NOT_ACCEPTABLE(406, "Not acceptable", "Answers are application/json."),
    PAYLOAD_TOO_LARGE(413, "Body too large", "The body is larger than this address takes."),
    URI_TOO_LONG(414, "Address too long", "The address is longer than 4 KiB."),
    UNSUPPORTED_MEDIA_TYPE(
            415,
            "Unsupported media type",
            "The body must be application/json, or of a sheet text/csv, in UTF-8, not compressed."),
    UPGRADE_REQUIRED(426, "Upgrade required", "This address takes WebSocket connections only."),
    HEADERS_TOO_LARGE(431, "Headers too large", "The headers are larger than 48 KiB."),
    RATE_LIMITED(429, "Too many responses", "You are responding too often. Please wait a moment."),

    VALIDATION(400, "Invalid request", "Something in the request is not valid."),
    INVALID_ID(400, "Invalid id", "This is not the id of an event."),
    INVALID_RESPONSE(400, "Invalid response", "The response must be accept, decline or confirm."),
    ROLE_REQUIRED(400, "Role required", "An accept must name a role."),
    ROLE_NOT_FOUND(400, "No such role", "The event has no such role."),
    IDEMPOTENCY_KEY_REUSED(422, "Idempotency key reused", "This idempotency key came before with another request."),

    EVENT_NOT_FOUND(404, "No such event", "There is no such event."),
    TOO_MANY_BARRED(409, "Too many barred", "So many people are barred already; lift a bar first."),
    STAFF_NOT_FOUND(404, "No such person", "This person has not responded to the event."),
    PERSON_UNKNOWN(
            404,
            "No such person",
            "Only who has responded to the event, or is a member of the firm without an account, can be put in."),
    MEMBER_NOT_FOUND(404, "No such member", "There is no such member."),
    MEMBER_EXISTS(
            409, "Member exists", "Another member of the firm has this e-mail address, or is this person already."),
    LAST_MANAGER(409, "Last manager", "The firm would be without a manager."),
    INVITATION_INVALID(
            404, "Invalid invitation", "This invitation is not valid, or not any more. Ask the firm for another one."),
    OWN_MEMBER(409, "Own member", "Nobody can block oneself."),
    TEAM_NOT_FOUND(404, "No such team", "There is no such team."),
    TEAM_IN_USE(409, "Team in use", "Members are in this team, or events ahead are for it."),
    TOO_MANY_TEAMS(409, "Too many teams", "The firm has so many teams already that there can be no more."),
    JOB_NOT_FOUND(404, "No such job", "There is no such job."),
    TOKEN_NOT_FOUND(404, "No such token", "There is no such token."),
    CALENDAR_NOT_FOUND(404, "No such calendar", "There is no such calendar, or not any more."),
    TOO_MANY_TOKENS(409, "Too many tokens", "The firm has so many tokens already that there can be no more."),
    WEBHOOK_NOT_FOUND(404, "No such webhook", "There is no such webhook."),
    TOO_MANY_WEBHOOKS(409, "Too many webhooks", "The firm has so many webhooks already that there can be no more."),
    TOO_MANY_CHANGES(
            409, "Too many changes", "This would change more at once than is possible. Do it in smaller steps."),
    TOO_MANY_NOTICES(
            429, "Too many notices", "So many notices were sent for this event today that there can be no more."),
    EVENT_CLOSED(409, "Event closed", "The event takes no more responses."),
    ALREADY_ACCEPTED(409, "Already accepted", "You have already accepted this event"),
    BARRED(409, "Barred", "You cannot respond to this event."),
    CAPACITY_FULL(409, "No spots left", "No spots left"),
    APPROVAL_REQUIRED(409, "Approval required", "The manager decides who gets in. You can ask for a place."),
    STANDBY_FULL(409, "Standby full", "So many people are on standby already that nobody else can be."),
    NOT_OPEN_YET(409, "Not open yet", "This is not open yet."),
    WITHDRAW_CLOSED(409, "Withdrawal closed", "It is too late to withdraw. Please turn to the manager."),
    NOT_ACCEPTED(409, "Not accepted", "You are not in, so there is nothing to confirm."),
    CHANGED_SINCE(409, "Changed since", "Times or place have changed since. Look at them again."),
    REFUSED(409, "Request refused", "The manager has refused your request."),
    NOT_QUALIFIED(409, "Not qualified", "Qualifications are missing."),
    ERASURE_RUNNING(409, "Erasure running", "What is stored of this person is being erased. Try again later."),
    TIME_CONFLICT(409, "Time conflict", "Another place is at the same time, or too near to it."),
    WRONG_STATUS(409, "Wrong status", "The event's status does not allow this."),
    CAPACITY_BELOW_TAKEN(409, "Capacity below places taken", "More places are taken than would be left."),
    VERSION_STALE(412, "Version stale", "It has been changed since. Fetch it again."),
    NOT_YET_AVAILABLE(
            409, "Not yet available", "The service is being updated. This is possible once the update is finished."),
    SCHEMA_IN_USE(409, "Schema number in use", "What is stored already needs a higher number."),
    REQUEST_TIMEOUT(408, "Request timeout", "The body took too long to arrive."),
    REPAIR_STALE(409, "Repair stale", "The repair has changed since the dry run. Repeat the dry run."),
    BUSY(409, "Busy", "This is running already."),

    OVERLOADED(503, "Overloaded", "The service is overloaded. Nothing was recorded; please try again."),
    DATABASE_UNAVAILABLE(
            503, "Database unavailable", "The database cannot be reached. Nothing was recorded; please try again."),
    KEYS_UNAVAILABLE(503, "Keys unavailable", "The keys to verify tokens with cannot be fetched. Please try again."),
    OUTCOME_UNKNOWN(
            503, "Outcome unknown", "It may have been recorded. Repeat it with the same idempotency key to find out."),
    INTERNAL(500, "Internal error", "Something went wrong here.");

    private final int status;
    private final String title;
    private final String message;

    ProblemType(int status, String title, String message) {
        this.status = status;
        this.title = title;
        this.message = message;
    }

    /** The contract's {@code code} (docs/api.md#errors). */
    public String code() {
        return name();
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** The same for every problem of this type. */
    public String title() {
        return title;
    }

    /** The default sentence for a person. */
    public String message() {
        return message;
    }

    /** The type as a URI; it is a name and cannot be dereferenced. */
    public String uri() {
        return "urn:muster:problem:" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The type for a status without a reason of the service. */
    static Optional<ProblemType> ofStatus(int status) {
        return switch (status) {
            case 401 -> Optional.of(UNAUTHENTICATED);
            case 403 -> Optional.of(FORBIDDEN);
            case 404 -> Optional.of(NOT_FOUND);
            case 405 -> Optional.of(METHOD_NOT_ALLOWED);
            case 406 -> Optional.of(NOT_ACCEPTABLE);
            case 408 -> Optional.of(REQUEST_TIMEOUT);
            case 413 -> Optional.of(PAYLOAD_TOO_LARGE);
            case 414 -> Optional.of(URI_TOO_LONG);
            case 415 -> Optional.of(UNSUPPORTED_MEDIA_TYPE);
            case 431 -> Optional.of(HEADERS_TOO_LARGE);
            default -> status >= 400 && status < 500 ? Optional.of(VALIDATION) : Optional.empty();
        };
    }
}
