package io.muster.api.people;

/** Paths of members. Each literal one has a class of its own, as with {@code io.muster.api.event.EventPaths}. */
final class MemberPaths {
    static final String MEMBERS = "/api/members";
    static final String IMPORT = MEMBERS + "/import";
    static final String MEMBER = MEMBERS + "/{id}";
    static final String SHIFTS = MEMBER + "/shifts";

    private MemberPaths() {}
}
