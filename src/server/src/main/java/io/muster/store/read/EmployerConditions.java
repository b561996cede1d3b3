package io.muster.store.read;

import java.util.List;

import com.mongodb.client.model.Filters;
import io.muster.identity.Employers;
import org.bson.conversions.Bson;

/** Whose events somebody may see, as a condition for the database. */
final class EmployerConditions {
    private EmployerConditions() {}

    /**
     * The conditions; none where it is everybody's.
     *
     * @param managerId the field that names the manager
     */
    static List<Bson> of(Employers employers, String managerId) {
        if (!employers.all()) {
            return List.of(Filters.in(managerId, employers.named()));
        }
        return employers.except().isEmpty() ? List.of() : List.of(Filters.nin(managerId, employers.except()));
    }
}
