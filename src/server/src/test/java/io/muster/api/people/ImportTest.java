package io.muster.api.people;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import jakarta.inject.Inject;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.api.event.HttpTest;
import io.muster.store.lease.Lease;
import io.muster.testing.http.Bodies;
import io.muster.testing.http.Client;
import io.muster.testing.http.Client.Answer;
import io.muster.testing.http.RawHttp;
import io.muster.testing.http.TestTokens;
import io.quarkus.test.junit.QuarkusTest;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Sheets of members in and out (docs/api.md#sheets). */
@QuarkusTest
@Tag("service")
class ImportTest extends HttpTest {
    private static final String MEMBERS = "/api/members";
    private static final String IMPORT = MEMBERS + "/import";

    private final String firm = fresh("m");
    private final Client manager = manager(firm);

    @Inject
    Lease leases;

    private Answer send(String path, String sheet) {
        return manager.postAs("text/csv", path, sheet.getBytes(StandardCharsets.UTF_8));
    }

    private static String counts(Answer answer) {
        JsonNode body = answer.expect(200).body();
        assertThat(body.path("errors")).as(answer.text()).isEmpty();
        return body.path("created") + " " + body.path("updated") + " " + body.path("unchanged");
    }

    private int members() {
        return manager.get(MEMBERS + "?limit=200")
                .expect(200)
                .body()
                .path("members")
                .size();
    }

    private int invited() {
        return manager.get("/api/firm").expect(200).body().at("/counts/invited").intValue();
    }

    @Test
    void theSameSheetAgainChangesNothing() {
        String sheet = "name;email;phone\nAda;ada@example.org;+1 303 555\nBen;;030 555\n";

        assertThat(counts(send(IMPORT + "?dryRun=true", sheet))).isEqualTo("2 0 0");
        assertThat(members()).isZero();
        assertThat(counts(send(IMPORT, sheet))).isEqualTo("2 0 0");
        assertThat(counts(send(IMPORT, sheet))).isEqualTo("0 0 2");
        assertThat(counts(send(IMPORT, "email,name\nada@example.org,Ada L\n"))).isEqualTo("0 1 0");
        assertThat(members()).isEqualTo(2);
    }

    @Test
    void withAnErrorNothingIsWritten() {
        Answer answer =
                send(IMPORT, "name,email\nAda,ada@example.org\nBen,none\n").expect(200);

        assertThat(answer.body().toString())
                .isEqualTo("{\"created\":0,\"updated\":0,\"unchanged\":0,\"errors\":[{\"line\":3,\"field\":\"email\","
                        + "\"message\":\"must be an e-mail address\"}]}");
        assertThat(members()).isZero();
    }

    /** Written by the export in its own order, formulas and all. */
    @Test
    void whatWasExportedCanBeImported() {
        manager.put("/api/teams/bar", Bodies.object().put("name", "Bar")).expect(201);
        ObjectNode ada = Bodies.object()
                .put("name", "=SUM(1;2)")
                .put("phone", "+1 303 555")
                .put("note", "two\nlines; \"quoted\", and 'more");
        ada.putArray("teams").add("bar");
        ada.putArray("qualifications").addObject().put("name", "First aid").put("valid_until", "2027-01-31");
        manager.post(MEMBERS, ada).expect(201);
        manager.post(MEMBERS, Bodies.object().put("name", "Ben")).expect(201);

        Answer exported = manager.get(MEMBERS + "?format=csv").expect(200);

        assertThat(exported.header("Content-Type")).hasValue("text/csv;charset=UTF-8");
        assertThat(exported.text())
                .startsWith("\uFEFFid,name,email,phone,teams,qualifications,note\r\n")
                .contains(",\"'=SUM(1,2)\",,'+1 303 555,bar,First aid:2027-01-31,");
        assertThat(counts(send(IMPORT, exported.text()))).isEqualTo("0 0 2");
        assertThat(manager.get(MEMBERS + "?format=csv&q=ben").expect(200).text())
                .contains("Ben")
                .doesNotContain("SUM");
        assertThat(manager.get(MEMBERS + "?format=csv&q=...").expect(200).text().lines())
                .hasSize(1);
        manager.get(MEMBERS + "?format=xml").expect(400, "VALIDATION");
    }

    /** Nothing else keeps two members apart who have a phone number alone. */
    @Test
    void aFirmsSheetsAreBroughtInOneAtATime() {
        String sheet = "name,phone\nAda,+1 303 555\n";
        String task = "import:" + firm;
        assertThat(leases.take(task).await().indefinitely()).isTrue();

        Answer busy = send(IMPORT, sheet).expect(409, "BUSY");

        assertThat(busy.header("Retry-After")).hasValue("1");
        assertThat(members()).isZero();
        assertThat(counts(send(IMPORT + "?dryRun=true", sheet))).isEqualTo("1 0 0");
        assertThat(counts(manager(fresh("m")).postAs("text/csv", IMPORT, sheet.getBytes(StandardCharsets.UTF_8))))
                .isEqualTo("1 0 0");
        assertThat(leases.hold(task, Duration.ZERO).await().indefinitely())
                .as("as if its process had died some time ago")
                .isTrue();
        assertThat(counts(send(IMPORT, sheet))).isEqualTo("1 0 0");
        assertThat(counts(send(IMPORT, sheet))).as("given back").isEqualTo("0 0 1");
    }

    /** Another import could begin otherwise while a part is still being written. */
    @Test
    void whoHangsUpStopsNothing() throws IOException {
        StringBuilder sheet = new StringBuilder("name,phone\n");
        for (int i = 0; i < 1_200; i++) {
            sheet.append("Person ")
                    .append(i)
                    .append(",+1 303 555 ")
                    .append(1_000 + i)
                    .append('\n');
        }
        try (RawHttp http = new RawHttp()) {
            http.send("POST " + IMPORT + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/csv\r\nAuthorization: "
                    + TestTokens.manager(firm).bearer() + "\r\nContent-Length: " + sheet.length() + "\r\n\r\n" + sheet);
            Awaitility.await().until(() -> members() > 0);
        }

        Awaitility.await().until(() -> invited() == 1_200);
    }

    @Test
    void aSheetIsTextOfAtMostFiveMebibytes() {
        manager.post(IMPORT, "{}").expect(415, "UNSUPPORTED_MEDIA_TYPE");
        manager.postAs("text/csv", MEMBERS, "name\nAda".getBytes(StandardCharsets.UTF_8))
                .expect(415, "UNSUPPORTED_MEDIA_TYPE");
        manager.postAs("text/csv", IMPORT, "name,email\nJos\u00E9,j@x.org".getBytes(StandardCharsets.ISO_8859_1))
                .expect(400, "VALIDATION");
        manager.postAs("text/csv", IMPORT, new byte[0]).expect(400, "VALIDATION");
        byte[] large =
                ("name,email,note\nAda,a@example.org," + " ".repeat(5 * 1024 * 1024)).getBytes(StandardCharsets.UTF_8);
        manager.postAs("text/csv", IMPORT, large).expect(413, "PAYLOAD_TOO_LARGE");
        assertThat(counts(send(IMPORT, "name,email,note\nAda\\u,a@example.org," + " ".repeat(2 * 1024 * 1024))))
                .isEqualTo("1 0 0");
    }

    @Test
    void severalPartsAreWritten() {
        StringBuilder sheet = new StringBuilder("name,email\n");
        for (int i = 0; i < 1_200; i++) {
            sheet.append("Person ").append(i).append(",p").append(i).append("@example.org\n");
        }

        assertThat(counts(send(IMPORT, sheet.toString()))).isEqualTo("1200 0 0");
        assertThat(counts(send(IMPORT, sheet + "More,more@example.org\n"))).isEqualTo("1 0 1200");
        assertThat(invited()).isEqualTo(1_201);
    }
}
