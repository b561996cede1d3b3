package io.muster.embedded.stream;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import de.bwaldvogel.mongo.bson.Document;
import io.muster.embedded.bson.Paths;
import io.muster.embedded.bson.Values;
import org.jspecify.annotations.Nullable;

/** Which fields an update has set and removed. An array that has become shorter is told as a whole. */
final class UpdateDescription {

    private final Document updated = new Document();
    private final List<String> removed = new ArrayList<>();

    private UpdateDescription() {}

    static Document of(Document before, Document after) {
        UpdateDescription description = new UpdateDescription();
        description.compare("", before, after);
        return new Document("updatedFields", description.updated).append("removedFields", description.removed);
    }

    private void compare(String prefix, Document before, Document after) {
        after.forEach((name, value) -> compareValue(prefix + name, Paths.field(before, name), value));
        before.keySet().stream().filter(name -> !after.containsKey(name)).forEach(name -> removed.add(prefix + name));
    }

    private void compareValue(String path, @Nullable Object before, @Nullable Object after) {
        if (before == after || Objects.equals(before, after)) {
            return;
        } else if (before instanceof Document old && after instanceof Document fresh) {
            compare(path + ".", old, fresh);
        } else if (before instanceof List<?> old && after instanceof List<?> fresh && old.size() <= fresh.size()) {
            for (int i = 0; i < fresh.size(); i++) {
                compareValue(path + "." + i, i < old.size() ? old.get(i) : Values.MISSING, fresh.get(i));
            }
        } else {
            updated.put(path, after);
        }
    }
}
