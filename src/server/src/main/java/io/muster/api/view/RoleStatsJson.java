package io.muster.api.view;

import java.util.List;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.muster.event.RoleStats;

/** {@code role_stats}: the figures of each role. */
public final class RoleStatsJson {
    private RoleStatsJson() {}

    public static ArrayNode of(List<RoleStats> roles) {
        ArrayNode stats = Json.array();
        for (RoleStats role : roles) {
            stats.addObject()
                    .put("role", role.role())
                    .put("capacity", role.capacity())
                    .put("taken", role.taken())
                    .put("remaining", role.remaining())
                    .put("is_full", role.isFull())
                    .put("standby", role.standby());
        }
        return stats;
    }
}
