package io.muster.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;

/** How long searches among 100 000 members of a firm take, one after the other. */
final class Searching {
    private static final int MEMBERS = 100_000;
    private static final int OF_A_SHEET = 2_000;
    private static final int WARM_UP = 200;
    private static final String PATH = "/api/members?";
    private static final List<String> FIRST = List.of(
            "Maria",
            "Mario",
            "Jos\u00E9",
            "Ana",
            "Anna-Lena",
            "Zo\u00EB",
            "Liam",
            "Noah",
            "Emma",
            "Olivia",
            "Ada",
            "Linus");
    private static final List<String> LAST = List.of(
            "S\u00E1nchez",
            "Smith",
            "Stra\u00DF",
            "M\u00FCller",
            "O\u2019Brien",
            "Nguyen",
            "Garc\u00EDa",
            "Silva",
            "\u00D8rsted");

    private final Crowd crowd;
    private final Service service;
    private final Table table;
    private final Random random = new Random(3);

    Searching(Crowd crowd, Service service, Table table) {
        this.crowd = crowd;
        this.service = service;
        this.table = table;
    }

    void measure(int searches) {
        for (int from = 0; from < MEMBERS; from += OF_A_SHEET) {
            crowd.members(service, sheet(from));
        }
        Map<String, Supplier<String>> kinds = new LinkedHashMap<>();
        kinds.put("no words, the first 50", () -> "");
        kinds.put("one letter", () -> "q=" + letter());
        kinds.put(
                "start of a first name",
                () -> "q=" + List.of("mari", "ana", "ol", "zoe").get(random.nextInt(4)));
        kinds.put(
                "starts of both names",
                () -> "q=" + List.of("mar%20san", "jose%20gar", "ada%20orst").get(random.nextInt(3)));
        kinds.put("one in 100 000, by number in the name", () -> "q=n" + number());
        kinds.put("an e-mail address", () -> "q=person." + number() + "@example.org");
        kinds.put("start of an e-mail address", () -> "q=person." + number());
        kinds.put("a telephone number", () -> "q=" + phone(number()));
        kinds.put("start of a telephone number", () -> "q=" + phone(number()).substring(0, 5 + random.nextInt(5)));
        kinds.put("nobody", () -> "q=nobody" + number());
        kinds.put("one letter, in a state", () -> "state=invited&q=" + letter());
        kinds.values().forEach(kind -> crowd.read(service, paths(kind, WARM_UP)));
        table.head(searches + " searches of a kind among " + MEMBERS + " members, one after the other");
        kinds.forEach((name, kind) -> {
            long start = System.nanoTime();
            List<Crowd.Answer> answers = crowd.read(service, paths(kind, searches));
            table.row(name, Burst.of(answers, System.nanoTime() - start));
        });
    }

    private static List<String> paths(Supplier<String> kind, int times) {
        List<String> paths = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            paths.add(PATH + kind.get());
        }
        return paths;
    }

    private String letter() {
        return String.valueOf((char) ('a' + random.nextInt(26)));
    }

    private int number() {
        return random.nextInt(MEMBERS);
    }

    private static String phone(int number) {
        return "303" + (5_000_000 + number);
    }

    private String sheet(int from) {
        StringBuilder sheet = new StringBuilder("name,email,phone\n");
        for (int i = from; i < from + OF_A_SHEET; i++) {
            sheet.append(FIRST.get(random.nextInt(FIRST.size())))
                    .append(' ')
                    .append(LAST.get(random.nextInt(LAST.size())))
                    .append(" n")
                    .append(i)
                    .append(",person.")
                    .append(i)
                    .append("@example.org,+1 ")
                    .append(phone(i))
                    .append('\n');
        }
        return sheet.toString();
    }
}
