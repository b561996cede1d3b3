package io.muster.embedded.query;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import de.bwaldvogel.mongo.bson.Document;
import io.muster.embedded.bson.CommandException;
import io.muster.embedded.bson.Paths;
import io.muster.embedded.bson.Values;
import io.muster.embedded.expression.Expression;
import io.muster.embedded.expression.ExpressionParser;
import io.muster.embedded.expression.Scope;
import org.jspecify.annotations.Nullable;

/** Which fields of a document are answered: those named, all but those named, or computed ones. */
public final class Projection {

    private final Node root = new Node();
    private boolean including;
    private boolean excluding;

    private Projection() {}

    /** The projection of a {@code find}. @throws CommandException 2 if it both includes and excludes */
    public static Projection ofFind(Document source) {
        return parse(source, false);
    }

    /** The projection of a {@code $project} stage, whose values may be expressions. */
    public static Projection ofStage(Document source) {
        if (source.isEmpty()) {
            throw new CommandException(
                    40177, "Invalid $project :: caused by :: specification must have at least one field");
        }
        return parse(source, true);
    }

    private static Projection parse(Document source, boolean expressions) {
        Projection projection = new Projection();
        projection.addAll("", source, expressions);
        if (projection.including && projection.excluding) {
            throw new CommandException(2, "Projection cannot have a mix of inclusion and exclusion.");
        }
        projection.including |= projection.isOfTheIdAlone();
        if (projection.including) {
            projection.root.children.putIfAbsent("_id", Node.leaf(Kind.INCLUDE));
        }
        return projection;
    }

    /** {@code _id} goes with either kind of projection; named alone it is all that is asked for. */
    private boolean isOfTheIdAlone() {
        Node id = root.children.get("_id");
        return root.children.size() == 1 && id != null && id.kind == Kind.INCLUDE;
    }

    private void addAll(String prefix, Document source, boolean expressions) {
        source.forEach((name, value) -> {
            String path = prefix + name;
            if (value instanceof Document document && !FilterParser.isOperators(document) && expressions) {
                addAll(path + ".", document, true);
            } else {
                add(path, value, expressions);
            }
        });
    }

    private void add(String path, @Nullable Object value, boolean expressions) {
        Node node = root;
        for (String part : Paths.of(path).parts()) {
            node = node.children.computeIfAbsent(part, name -> new Node());
        }
        if (value instanceof Number || value instanceof Boolean) {
            node.kind = Values.isTrue(value) ? Kind.INCLUDE : Kind.EXCLUDE;
        } else if (expressions) {
            node.kind = Kind.COMPUTE;
            node.expression = ExpressionParser.parse(value);
        } else if (value instanceof Document document && document.containsKey("$elemMatch")) {
            node.kind = Kind.COMPUTE;
            node.expression = firstMatch(path, document);
        } else if (value instanceof Document document && document.containsKey("$slice")) {
            node.kind = Kind.SLICE;
            node.expression = slice(path, document.get("$slice"));
        } else {
            throw new CommandException(2, "Unsupported projection option: " + path + ": " + Values.text(value));
        }
        if (!"_id".equals(path)) {
            including |= node.kind == Kind.INCLUDE || node.kind == Kind.COMPUTE;
            excluding |= node.kind == Kind.EXCLUDE;
        }
    }

    private static Expression slice(String path, @Nullable Object slice) {
        List<@Nullable Object> arguments = new ArrayList<>();
        arguments.add("$" + path);
        if (slice instanceof List<?> window) {
            arguments.addAll(window);
        } else {
            arguments.add(slice);
        }
        Expression sliced = ExpressionParser.parse(new Document("$slice", arguments));
        Expression whole = ExpressionParser.parse("$" + path);
        return scope -> whole.evaluate(scope) instanceof List ? sliced.evaluate(scope) : whole.evaluate(scope);
    }

    private static Expression firstMatch(String path, Document condition) {
        Paths field = Paths.of(path);
        Filter filter = Filter.parse(new Document("it", condition));
        return scope -> {
            Expression whole = ExpressionParser.parse("$" + field);
            if (whole.evaluate(scope) instanceof List<?> list) {
                for (Object element : list) {
                    if (filter.matches(new Document("it", List.of(element)), scope)) {
                        return List.of(element);
                    }
                }
            }
            return Values.MISSING;
        };
    }

    /** The projected document; the given one stays as it is, parts of it are shared. */
    public Document apply(Document document, Scope scope) {
        return project(document, root, scope.on(document));
    }

    private Document project(Document document, Node node, Scope scope) {
        Document result = new Document();
        document.forEach((name, value) -> {
            Node child = node.children.get(name);
            if (child == null) {
                if (!including) {
                    result.put(name, value);
                }
            } else if (child.kind == Kind.INCLUDE) {
                result.put(name, value);
            } else if (child.kind == Kind.SLICE) {
                result.put(name, child.evaluate(scope));
            } else if (child.kind == Kind.NESTED) {
                Object nested = nested(value, child, scope);
                if (!Values.isMissing(nested)) {
                    result.put(name, nested);
                }
            }
        });
        compute(result, node, scope);
        return result;
    }

    private @Nullable Object nested(@Nullable Object value, Node node, Scope scope) {
        if (value instanceof Document document) {
            return project(document, node, scope);
        } else if (value instanceof List<?> list) {
            List<@Nullable Object> elements = new ArrayList<>();
            for (Object element : list) {
                Object projected = nested(element, node, scope);
                if (!Values.isMissing(projected)) {
                    elements.add(projected);
                }
            }
            return elements;
        }
        return including ? Values.MISSING : value;
    }

    private void compute(Document result, Node node, Scope scope) {
        node.children.forEach((name, child) -> {
            if (child.kind == Kind.COMPUTE) {
                Object value = child.evaluate(scope);
                if (!Values.isMissing(value)) {
                    result.put(name, value);
                }
            } else if (child.kind == Kind.NESTED && !result.containsKey(name) && child.computes()) {
                result.put(name, project(new Document(), child, scope));
            }
        });
    }

    private enum Kind {
        NESTED,
        INCLUDE,
        EXCLUDE,
        COMPUTE,
        SLICE
    }

    private static final class Node {
        private final Map<String, Node> children = new LinkedHashMap<>();
        private Kind kind = Kind.NESTED;
        private Expression expression = scope -> Values.MISSING;

        static Node leaf(Kind kind) {
            Node node = new Node();
            node.kind = kind;
            return node;
        }

        @Nullable
        Object evaluate(Scope scope) {
            return expression.evaluate(scope);
        }

        boolean computes() {
            return kind == Kind.COMPUTE || children.values().stream().anyMatch(Node::computes);
        }
    }
}
