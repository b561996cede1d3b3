package io.muster.embedded.update;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import de.bwaldvogel.mongo.bson.Document;
import io.muster.embedded.bson.CommandException;
import io.muster.embedded.expression.Scope;
import io.muster.embedded.pipeline.DocumentStage;
import io.muster.embedded.query.Filter;

/** An update by the stages of an aggregation that look at one document alone. */
record PipelineUpdate(List<DocumentStage> stages) implements Update {

    private static final Set<String> ALLOWED =
            Set.of("$addFields", "$set", "$project", "$unset", "$replaceRoot", "$replaceWith");

    static PipelineUpdate parse(List<?> pipeline) {
        List<DocumentStage> stages = new ArrayList<>();
        for (Object stage : pipeline) {
            if (!(stage instanceof Document document) || document.size() != 1) {
                throw new CommandException(
                        40323, "A pipeline stage specification object must contain exactly one field.");
            }
            String name = document.keySet().iterator().next();
            if (!ALLOWED.contains(name)) {
                throw new CommandException(72, name + " is not allowed to be used within an update");
            }
            stages.add(DocumentStage.parse(name, document.get(name)));
        }
        return new PipelineUpdate(List.copyOf(stages));
    }

    @Override
    public Document apply(Document before, Filter query, Scope scope, boolean inserting) {
        Document after = before;
        for (DocumentStage stage : stages) {
            after = stage.apply(after, scope);
        }
        if (!after.containsKey("_id") && before.containsKey("_id")) {
            after = new Document("_id", before.get("_id")).appendAll(after);
        }
        Update.keepingId(before, after);
        return after.equals(before) ? before : after;
    }

    @Override
    public boolean replaces() {
        return true;
    }
}
