package io.muster.identity;

import java.util.Set;

/**
 * The managers a person works for: all of them (a single-tenant installation, no claim in the token) or those named.
 *
 * @param all whether the person works for every manager; {@code named} is empty then
 * @param named the managers' ids, empty if {@code all}
 */
public record Employers(boolean all, Set<String> named) {
    public static final Employers EVERYONE = new Employers(true, Set.of());
    public static final Employers NOBODY = new Employers(false, Set.of());

    public Employers {
        named = Set.copyOf(named);
        if (all && !named.isEmpty()) {
            throw new IllegalArgumentException("either all managers or named ones");
        }
    }

    public static Employers of(Set<String> managerIds) {
        return new Employers(false, managerIds);
    }

    public boolean include(String managerId) {
        return all || named.contains(managerId);
    }
}
