package io.muster.api.people;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import io.muster.api.event.HttpTest;
import io.muster.people.SearchWords;
import io.muster.store.Indexes;
import io.muster.store.people.MembersByHand;
import io.muster.testing.database.FindRecorder;
import io.muster.testing.database.QueryPlans;
import io.muster.testing.database.TestDatabase;
import io.muster.testing.http.Bodies;
import io.muster.testing.http.Client;
import io.muster.testing.http.Client.Answer;
import io.muster.testing.http.TestTokens;
import io.quarkus.test.junit.QuarkusTest;
import org.bson.BsonDocument;
import org.bson.Document;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Lists and searches of members (docs/api.md#list-members), and what the database looks at for them among some thousands. */
@QuarkusTest
@Tag("service")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MemberSearchTest extends HttpTest {
    private static final String MEMBERS = "/api/members";
    private static final int MANY = 3_000;
    private static final List<String> FIRST =
            List.of("Maria", "Mario", "Jos\u00E9", "Ana", "Anna-Lena", "Zo\u00EB", "Liam", "Noah", "Emma", "Olivia");
    private static final List<String> LAST = List.of(
            "S\u00E1nchez", "Smith", "Stra\u00DF", "M\u00FCller", "O\u2019Brien", "Nguyen", "Garc\u00EDa", "Silva");

    private final String crowded = fresh("crowd");
    private final Random random = new Random(3);
    private final MongoClient client = MongoClients.create(TestDatabase.uri());
    private final MongoDatabase database =
            client.getDatabase(ConfigProvider.getConfig().getValue("quarkus.mongodb.database", String.class));

    @BeforeAll
    void someThousandsOfMembers() {
        List<Document> members = IntStream.range(0, MANY)
                .mapToObj(i -> MembersByHand.document(
                        crowded,
                        FIRST.get(random.nextInt(FIRST.size())) + " " + LAST.get(random.nextInt(LAST.size())) + " " + i,
                        "p" + i + "@example.org",
                        "+1 303 " + (5_550_000 + i),
                        i % 3 == 0 ? List.of("bar") : List.of(),
                        i % 50 == 0))
                .toList();
        database.getCollection("members").insertMany(members);
    }

    @AfterAll
    void leaveNothing() {
        database.getCollection("members").deleteMany(new Document("managerId", crowded));
        client.close();
    }

    /** The address has the firm where a header cannot: the rest is fetched as the first part was. */
    @Test
    void theRestOfALongSheetIsAtTheAddressThatTheFirstPartNames() {
        String firm = fresh("long");
        String sub = fresh("p");
        manager(firm)
                .post(
                        MEMBERS,
                        Bodies.object()
                                .put("name", "Boss")
                                .put("userKey", "oidc:" + sub)
                                .put("access", "manager"))
                .expect(201);
        database.getCollection("members")
                .insertMany(IntStream.range(0, 10_001)
                        .mapToObj(i -> MembersByHand.document(
                                firm, "P " + i, "p" + i + "@example.org", "+1 303 " + i + "000", List.of(), false))
                        .toList());
        Client boss = Client.of(TestTokens.nobodys(sub));

        Answer first = boss.get(MEMBERS + "?format=csv&firm=" + firm).expect(200);
        String link = first.header("Link").orElseThrow();
        Answer rest = boss.get(link.substring(1, link.indexOf('>'))).expect(200);
        database.getCollection("members").deleteMany(new Document("managerId", firm));

        assertThat(first.text().lines()).hasSize(1 + 10_000);
        assertThat(rest.text().lines()).hasSize(1 + 2);
        assertThat(rest.header("Link")).isEmpty();
    }

    private static List<String> names(Answer answer) {
        return StreamSupport.stream(answer.expect(200).body().path("members").spliterator(), false)
                .map(member -> member.path("name").textValue())
                .toList();
    }

    private static List<String> all(Client manager, String query) {
        List<String> names = new ArrayList<>();
        String cursor = "";
        do {
            Answer page = manager.get(MEMBERS + "?limit=150" + query + cursor);
            names.addAll(names(page));
            cursor = "&cursor=" + page.body().path("nextCursor").textValue();
        } while (!cursor.endsWith("=null"));
        return names;
    }

    @Test
    void membersAreListedByNameAndFoundByTheirWords() {
        Client manager = manager(fresh("m"));
        for (String name : List.of("\u00D8rsted Anna", "anna b", "\u00C1nna A", "Zed")) {
            ObjectNode body = Bodies.object().put("name", name);
            if (name.equals("Zed")) {
                body.put("email", "Annabel@example.org").put("phone", "030 555-1234");
            }
            manager.post(MEMBERS, body).expect(201);
        }

        assertThat(names(manager.get(MEMBERS))).containsExactly("\u00C1nna A", "anna b", "\u00D8rsted Anna", "Zed");
        assertThat(names(manager.get(MEMBERS + "?q=ANN%C3%81")))
                .containsExactly("\u00C1nna A", "anna b", "\u00D8rsted Anna", "Zed");
        assertThat(names(manager.get(MEMBERS + "?q=orst%20anna"))).containsExactly("\u00D8rsted Anna");
        assertThat(names(manager.get(MEMBERS + "?q=annabel@example.o"))).containsExactly("Zed");
        assertThat(names(manager.get(MEMBERS + "?q=annabel@example.com"))).isEmpty();
        assertThat(names(manager.get(MEMBERS + "?q=0305551234"))).containsExactly("Zed");
        assertThat(names(manager.get(MEMBERS + "?q=..."))).isEmpty();
        assertThat(manager.get(MEMBERS + "?q=" + "a%20b%20c%20d%20e%20f%20g%20h%20i")
                        .expect(400, "VALIDATION")
                        .violations())
                .containsExactly("q");
        assertThat(manager.get(MEMBERS + "?state=gone")
                        .expect(400, "VALIDATION")
                        .violations())
                .containsExactly("state");
        assertThat(manager.get(MEMBERS + "?limit=201").expect(400, "VALIDATION").violations())
                .containsExactly("limit");
    }

    /** A supplementary character is above all others in the database's order, and below them in Java's. */
    @Test
    void aLongWordMayGoOnWithAnyLetter() {
        Client manager = manager(fresh("m"));
        String gothic = Character.toString(0x10330);
        String extensionG = Character.toString(0x30000);
        for (String end : List.of("z", "\uA000", gothic, extensionG)) {
            manager.post(MEMBERS, Bodies.object().put("name", "Abcdefghi" + end))
                    .expect(201);
        }
        manager.post(MEMBERS, Bodies.object().put("name", "Abcdefghj")).expect(201);

        assertThat(names(manager.get(MEMBERS + "?q=abcdefghi")))
                .containsExactly("Abcdefghiz", "Abcdefghi\uA000", "Abcdefghi" + gothic, "Abcdefghi" + extensionG);
    }

    @Test
    void teamsAndStates() {
        Client manager = manager(fresh("m"));
        manager.put("/api/teams/bar", Bodies.object().put("name", "Bar")).expect(201);
        ObjectNode ada = Bodies.object().put("name", "Ada");
        ada.putArray("teams").add("bar");
        manager.post(MEMBERS, ada).expect(201);
        manager.post(MEMBERS, Bodies.object().put("name", "Adele").put("state", "blocked"))
                .expect(201);

        assertThat(names(manager.get(MEMBERS + "?team=bar"))).containsExactly("Ada");
        assertThat(names(manager.get(MEMBERS + "?team=kitchen"))).isEmpty();
        assertThat(names(manager.get(MEMBERS + "?state=blocked&q=ad"))).containsExactly("Adele");
        assertThat(names(manager.get(MEMBERS + "?state=invited&team=bar&q=ad"))).containsExactly("Ada");
    }

    /** Page after page the same as all of them at once, in the same order. */
    @Test
    void pagesGoOnWhereTheLastOneEnded() {
        Client manager = manager(crowded);

        assertThat(all(manager, "")).hasSize(MANY).doesNotHaveDuplicates();
        List<String> found = all(manager, "&q=mari%20s");
        assertThat(found).doesNotHaveDuplicates().allMatch(name -> name.startsWith("Mari"));
        assertThat(found)
                .hasSameElementsAs(all(manager, "").stream()
                        .filter(name -> name.matches("Mari[ao] (S\u00E1|Sm|St|Si).*"))
                        .toList());
        assertThat(found.stream().map(SearchWords::order)).isSorted();
        Answer page = manager.get(MEMBERS + "?q=mari&limit=10");
        String cursor = page.body().path("nextCursor").textValue();
        for (String other : List.of("?q=mar&cursor=", "?cursor=", "?q=mari&team=bar&cursor=")) {
            assertThat(manager.get(MEMBERS + other + cursor)
                            .expect(400, "VALIDATION")
                            .violations())
                    .containsExactly("cursor");
        }
        assertThat(manager(fresh("m"))
                        .get(MEMBERS + "?q=mari&cursor=" + cursor)
                        .expect(400, "VALIDATION")
                        .violations())
                .containsExactly("cursor");
    }

    /** By a letter, by starts of one word and several, by an e-mail address, by digits, by what nobody has, and with a team or a state. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "?limit=50",
                "?q=m",
                "?q=mari",
                "?q=maria%20san",
                "?q=p12@example",
                "?q=5550123",
                "?q=303%20555",
                "?q=nobody",
                "?q=mari&team=bar",
                "?q=mari&state=invited"
            })
    void eachKindOfSearchIsOneReadByTheIndexOfKeysInOrder(String query) {
        FindRecorder.start();
        manager(crowded).get(MEMBERS + query).expect(200);
        List<BsonDocument> finds = FindRecorder.stop().stream()
                .filter(find -> find.getString("find").getValue().equals("members"))
                // What firms say of the caller is read where it is not known, and has no order.
                .filter(find -> find.containsKey("sort"))
                .toList();

        assertThat(finds).hasSize(1);
        assertThat(QueryPlans.indexes(database, finds.get(0)))
                .as("%s", finds.get(0))
                .containsExactly(Indexes.BY_MEMBER_KEY);
        QueryPlans.judge(database, finds.get(0), 8, 100);
    }

    @Test
    void eachSearchLooksAtAboutWhatItAnswers() {
        Client manager = manager(crowded);
        FindRecorder.start();
        for (String query : List.of(
                "?limit=50",
                "?q=m",
                "?q=mari",
                "?q=s%C3%A1nchez",
                "?q=p12@example",
                "?q=303%20555",
                "?q=5550123",
                "?q=nobody",
                "?team=bar",
                "?team=none",
                "?state=blocked",
                "?team=bar&q=ana&limit=10",
                "?q=maria%20san&limit=10")) {
            Answer first = manager.get(MEMBERS + query).expect(200);
            String cursor = first.body().path("nextCursor").textValue();
            if (cursor != null) {
                manager.get(MEMBERS + query + "&cursor=" + cursor).expect(200);
            }
        }
        Set<String> judged = new HashSet<>();
        FindRecorder.stop().forEach(find -> {
            if (judged.add(find.toJson())) {
                QueryPlans.judge(database, find, 8, 100);
            }
        });
        assertThat(judged).hasSizeGreaterThan(13);
    }
}
