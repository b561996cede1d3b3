package io.muster.identity;

import java.util.HashSet;
import java.util.Set;

/**
 * The managers a person works for: all of them (a single-tenant installation, no claim in the token) but some, or those named.
 *
 * @param all whether the person works for every manager; {@code named} is empty then
 * @param named the managers' ids, empty if {@code all}
 * @param except those of all that have blocked the person, empty unless {@code all}
 */
public record Employers(boolean all, Set<String> named, Set<String> except) {
    public static final Employers EVERYONE = new Employers(true, Set.of(), Set.of());
    public static final Employers NOBODY = new Employers(false, Set.of(), Set.of());

    public Employers {
        named = Set.copyOf(named);
        except = Set.copyOf(except);
        if (all && !named.isEmpty()) {
            throw new IllegalArgumentException("either all managers or named ones");
        }
        if (!all && !except.isEmpty()) {
            throw new IllegalArgumentException("of named managers those left out are not named");
        }
    }

    public static Employers of(Set<String> managerIds) {
        return new Employers(false, managerIds, Set.of());
    }

    public boolean include(String managerId) {
        return named.contains(managerId) || (all && !except.contains(managerId));
    }

    /** The same without some. */
    public Employers without(Set<String> managerIds) {
        if (all) {
            Set<String> more = new HashSet<>(except);
            more.addAll(managerIds);
            return new Employers(true, Set.of(), more);
        }
        Set<String> fewer = new HashSet<>(named);
        fewer.removeAll(managerIds);
        return of(fewer);
    }
}
