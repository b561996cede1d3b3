package io.muster.store;

/** What the database calls the fields of a member (docs/design.md#members). */
public final class MemberFields {
    public static final String MANAGER_ID = "managerId";
    public static final String USER_KEY = "userKey";

    public static final String STATE = "state";

    /** The state of whom a firm has blocked. */
    public static final String BLOCKED = "blocked";

    /** The e-mail address by which addresses are compared; absent with the address. */
    public static final String EMAIL_KEY = "emailKey";

    /** The phone number by which numbers are compared; absent with the number. */
    public static final String PHONE_KEY = "phoneKey";

    /** What a member is found by: see {@code io.muster.store.people.MemberKeys}. */
    public static final String KEYS = "keys";

    /** The order of lists: the folded name, a slash, the id. */
    public static final String ORD = "ord";

    /** The invitation that was made last: see {@code io.muster.store.people.Invitations}. */
    public static final String INVITATION = "invitation";

    /** The hash of its code; absent where there is none. */
    public static final String INVITATION_HASH = INVITATION + ".hash";

    /** Since when events may still name a member who has joined as one without an account; absent where none does. */
    public static final String JOINED_AT = "joinedAt";

    private MemberFields() {}
}
