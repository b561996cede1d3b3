package io.muster.embedded.storage;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;

import de.bwaldvogel.mongo.bson.BsonTimestamp;
import de.bwaldvogel.mongo.bson.Document;
import io.muster.embedded.bson.CommandException;
import io.muster.embedded.bson.KeyWriter;
import io.muster.embedded.bson.Values;
import io.muster.embedded.expression.Scope;
import org.jspecify.annotations.Nullable;

/** The keys of one document in one index: an array gives one key for each of its elements. */
final class IndexKeys {

    private static final Object EMPTY_ARRAY = new Object();
    private static final Scope NO_VARIABLES = Scope.at(Instant.EPOCH, new BsonTimestamp(0));

    private final IndexDefinition definition;
    private final Document document;
    private final TreeSet<byte[]> keys = new TreeSet<>(Arrays::compareUnsigned);
    private int arrayPart = -1;

    IndexKeys(IndexDefinition definition, Document document) {
        this.definition = definition;
        this.document = document;
    }

    /** @throws CommandException 171 if two of the fields are arrays */
    TreeSet<byte[]> keys() {
        if (definition.partial().isPresent() && !definition.partial().get().matches(document, NO_VARIABLES)) {
            return keys;
        }
        List<List<@Nullable Object>> values = new ArrayList<>();
        boolean nothing = true;
        for (IndexDefinition.Part part : definition.parts()) {
            List<@Nullable Object> ofPart = valuesAt(part);
            if (ofPart.size() > 1 && arrayPart >= 0) {
                throw new CommandException(171, "cannot index parallel arrays " + Values.text(definition.key()));
            } else if (ofPart.size() > 1) {
                arrayPart = values.size();
            }
            nothing &= ofPart.stream().allMatch(Values::isMissing);
            values.add(ofPart);
        }
        if (!(definition.sparse() && nothing)) {
            combine(values);
        }
        return keys;
    }

    /** The number of the part that is an array of several elements here, or -1; known after {@link #keys}. */
    int arrayPart() {
        return arrayPart;
    }

    private void combine(List<List<@Nullable Object>> values) {
        int count = values.stream().mapToInt(List::size).max().orElse(0);
        for (int i = 0; i < count; i++) {
            KeyWriter writer = new KeyWriter();
            for (int part = 0; part < values.size(); part++) {
                List<@Nullable Object> ofPart = values.get(part);
                write(
                        writer,
                        ofPart.get(Math.min(i, ofPart.size() - 1)),
                        definition.parts().get(part).descending());
            }
            keys.add(writer.toBytes());
        }
    }

    private static void write(KeyWriter writer, @Nullable Object value, boolean descending) {
        if (value == EMPTY_ARRAY) {
            writer.addUndefined(descending);
        } else {
            writer.add(Values.isMissing(value) ? null : value, descending);
        }
    }

    private List<@Nullable Object> valuesAt(IndexDefinition.Part part) {
        List<@Nullable Object> values = new ArrayList<>(1);
        part.path().anyMatch(document, value -> {
            if (value instanceof List<?> list) {
                if (list.isEmpty()) {
                    values.add(EMPTY_ARRAY);
                }
                values.addAll(list);
            } else {
                values.add(value);
            }
            return false;
        });
        if (values.isEmpty()) {
            values.add(Values.MISSING);
        }
        return values;
    }
}
