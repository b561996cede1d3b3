package io.muster.notice;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One message to one person.
 *
 * @param occasions what it tells of, at least one, in the order in which it tells it
 */
public record Notice(List<Occasion> occasions) {
    private static final Comparator<Occasion> LATEST = Comparator.comparingLong(Occasion::version)
            .thenComparing(Occasion::at)
            .thenComparing(Occasion::id);

    public Notice {
        occasions = List.copyOf(occasions);
    }

    /** What leads it. */
    public NoticeKind kind() {
        return occasions.get(0).kind();
    }

    /** What leads it, with what is known of it. */
    public Occasion lead() {
        return occasions.get(0);
    }

    /** The same for the same message, which is that of the latest occasion in it. */
    public String id() {
        return occasions.stream().max(LATEST).orElseThrow().id();
    }

    public Urgency urgency() {
        return occasions.stream().anyMatch(it -> it.kind().urgency() == Urgency.HIGH) ? Urgency.HIGH : Urgency.NORMAL;
    }

    /** What a person is told of one event, in as few messages as say it. */
    public static List<Notice> of(List<Occasion> told) {
        Map<String, List<Occasion>> byGroup = new LinkedHashMap<>();
        told.stream()
                .sorted(Comparator.comparing(Occasion::kind).thenComparing(LATEST.reversed()))
                .forEach(it -> byGroup.computeIfAbsent(group(it), first -> new ArrayList<>())
                        .add(it));
        return byGroup.values().stream().map(Notice::new).toList();
    }

    private static String group(Occasion occasion) {
        return switch (occasion.kind().group()) {
            case PLACE -> "place";
            case INVITATION -> "invitation";
            case OWN_KIND -> occasion.kind().wireName();
            case NONE -> occasion.id();
        };
    }

    /** The kinds, each once. */
    public Set<NoticeKind> kinds() {
        Set<NoticeKind> kinds = EnumSet.noneOf(NoticeKind.class);
        occasions.forEach(it -> kinds.add(it.kind()));
        return kinds;
    }
}
