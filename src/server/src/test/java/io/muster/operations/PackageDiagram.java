package io.muster.operations;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

import com.tngtech.archunit.core.domain.JavaClass;

/**
 * The packages of the service and what they depend on, as Markdown: a Mermaid diagram of the packages directly below the root,
 * and a table of all.
 */
final class PackageDiagram {
    private static final String ROOT = "io.muster";

    /** What each package depends on, among the packages given; a package that depends on none is there as well. */
    private final Map<String, Set<String>> dependencies;

    private PackageDiagram(Map<String, Set<String>> dependencies) {
        this.dependencies = dependencies;
    }

    /** @param classes those of the service; what they depend on besides is left out */
    static PackageDiagram of(Iterable<JavaClass> classes) {
        Map<String, Set<String>> dependencies = new TreeMap<>();
        classes.forEach(type -> dependencies.computeIfAbsent(type.getPackageName(), added -> new TreeSet<>()));
        for (JavaClass type : classes) {
            type.getDirectDependenciesFromSelf().stream()
                    .map(dependency -> dependency.getTargetClass().getBaseComponentType())
                    .map(JavaClass::getPackageName)
                    .filter(dependencies::containsKey)
                    .filter(target -> !target.equals(type.getPackageName()))
                    .forEach(target -> dependencies.get(type.getPackageName()).add(target));
        }
        return new PackageDiagram(dependencies);
    }

    /** @param purposes the first sentence of each package's Javadoc, by the package's name */
    String markdown(Map<String, String> purposes) {
        return diagram() + "\n" + table(purposes);
    }

    private String diagram() {
        Map<String, Set<String>> groups = groups();
        StringBuilder text = new StringBuilder("```mermaid\nflowchart TD\n");
        groups.keySet()
                .forEach(group -> text.append("    ")
                        .append(group)
                        .append("[\"")
                        .append(group)
                        .append("\"]\n"));
        groups.forEach((from, targets) -> targets.stream()
                .filter(to -> !isImplied(groups, from, to))
                .forEach(to -> text.append("    ")
                        .append(from)
                        .append(" --> ")
                        .append(to)
                        .append('\n')));
        return text.append("```\n").toString();
    }

    private String table(Map<String, String> purposes) {
        StringBuilder text = new StringBuilder("| package | what | depends on |\n| --- | --- | --- |\n");
        dependencies.forEach((name, targets) -> text.append("| `")
                .append(shortened(name))
                .append("` | ")
                .append(purposes.getOrDefault(name, "").replace("|", "\\|"))
                .append(" | ")
                .append(targets.stream()
                        .map(target -> "`" + shortened(target) + "`")
                        .collect(Collectors.joining(", ")))
                .append(" |\n"));
        return text.toString();
    }

    /** The packages directly below the root, with all that is below them; the root's own classes are one too. */
    private Map<String, Set<String>> groups() {
        Map<String, Set<String>> groups = new TreeMap<>(Comparator.naturalOrder());
        dependencies.forEach((name, targets) -> {
            Set<String> of = groups.computeIfAbsent(group(name), added -> new TreeSet<>());
            targets.stream().map(PackageDiagram::group).forEach(of::add);
        });
        groups.forEach((name, targets) -> targets.remove(name));
        return groups;
    }

    /** Whether another path leads there as well, so that the arrow says nothing new. In a cycle no arrow is left out. */
    private static boolean isImplied(Map<String, Set<String>> groups, String from, String to) {
        if (reachable(groups, to, to).contains(from)) {
            return false;
        }
        return groups.get(from).stream()
                .filter(other -> !other.equals(to))
                .anyMatch(other -> reachable(groups, other, from).contains(to));
    }

    /** All that can be reached without passing one. */
    private static Set<String> reachable(Map<String, Set<String>> groups, String from, String without) {
        Set<String> reached = new HashSet<>();
        List<String> next = List.of(from);
        while (!next.isEmpty()) {
            next = next.stream()
                    .flatMap(name -> groups.getOrDefault(name, Set.of()).stream())
                    .filter(name -> !name.equals(without) && reached.add(name))
                    .toList();
        }
        return reached;
    }

    private static String group(String name) {
        String shortened = shortened(name);
        int dot = shortened.indexOf('.');
        return dot < 0 ? shortened : shortened.substring(0, dot);
    }

    private static String shortened(String name) {
        return name.equals(ROOT) ? "muster" : name.substring(ROOT.length() + 1);
    }
}
