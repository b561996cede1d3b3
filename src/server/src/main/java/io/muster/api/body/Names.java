package io.muster.api.body;

/** Names of members that are no descriptive fields. */
final class Names {
    static final String ROLES = "roles";
    static final String STATUS = "status";
    static final String AUDIENCE_USER_KEYS = "audience_user_keys";
    static final String AUDIENCE_TEAM_IDS = "audience_team_ids";
    static final String WAVES = "waves";
    static final String BARRED_USER_KEYS = "barred_user_keys";

    private Names() {}
}
