package io.muster.api.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.testing.http.Bodies;
import io.muster.testing.http.Client;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Roles that are renamed, over HTTP and down to the database (docs/api.md#rename). */
@QuarkusTest
@Tag("service")
class RenameTest extends HttpTest {
    private Client manager;
    private Client ada;
    private Client bob;
    private String id;

    /** At version 3. */
    @BeforeEach
    void anEventWithTwoPeople() {
        String managerId = fresh("m");
        manager = manager(managerId);
        ada = staff(fresh("ada"), managerId);
        bob = staff(fresh("bob"), managerId);
        ObjectNode body = Bodies.published();
        body.remove("roles");
        Bodies.role(body, "Server", 1, "waitlist");
        id = create(manager, Bodies.role(body, "Chef", 1, "waitlist")).id();
        accept(ada, id, "Server").expect(200);
        accept(bob, id, "Chef").expect(200);
    }

    private JsonNode patch(String roles) {
        return manager.patch(path(id), "{\"roles\":[" + roles + "]}")
                .expect(200)
                .body();
    }

    private static String role(String name, String was) {
        return "{\"role\":\"" + name + "\",\"was\":\"" + was + "\",\"count\":1,\"waitlist\":true}";
    }

    @Test
    void twoRolesSwapNamesAndTheirPeopleStay() {
        JsonNode swapped = patch(role("Chef", "Server") + "," + role("Server", "Chef"));

        assertThat(swapped.path("version").longValue()).isEqualTo(4);
        assertThat(swapped.at("/accepted_staff/0/role").textValue()).isEqualTo("Chef");
        assertThat(swapped.at("/accepted_staff/1/role").textValue()).isEqualTo("Server");
        assertThat(ada.get(path(id)).expect(200).body().at("/my_response/role").textValue())
                .isEqualTo("Chef");
        JsonNode line =
                manager.get(path(id) + "/journal?after=3").expect(200).body().at("/entries/0");
        assertThat(line.path("renamed").toString()).isEqualTo("{\"Chef\":\"Server\",\"Server\":\"Chef\"}");
        decline(ada, id).expect(200);
        accept(ada, id, "Server").expect(409, "CAPACITY_FULL");
        assertThat(accept(ada, id, "chef")
                        .expect(200)
                        .body()
                        .at("/recorded/role")
                        .textValue())
                .isEqualTo("Chef");
    }

    @Test
    void theOldNameIsFreeForAnotherRole() {
        patch(role("Waiter", "Server") + "," + role("Chef", "") + "," + role("Server", ""));

        decline(bob, id).expect(200);
        JsonNode event = accept(bob, id, "Server").expect(200).body();

        assertThat(event.at("/role_stats/0/taken").intValue()).isEqualTo(1);
        assertThat(event.at("/role_stats/1/taken").intValue()).isZero();
        assertThat(event.at("/role_stats/2/taken").intValue()).isEqualTo(1);
    }

    @Test
    void aRepeatedPatchIsNoError() {
        String renaming = role("Waiter", "Server") + "," + role("Chef", "");

        assertThat(patch(renaming).path("version").longValue()).isEqualTo(4);
        assertThat(patch(renaming).path("version").longValue()).isEqualTo(4);
        manager.patch(path(id), "{\"roles\":[" + role("Waiter", "") + "," + role("Cook", "Pub") + "]}")
                .expect(400, "ROLE_NOT_FOUND");
        assertThat(manager.patch(path(id), "{\"roles\":[" + role("A", "Chef") + "," + role("B", "CHEF") + "]}")
                        .expect(400, "VALIDATION")
                        .violations())
                .containsExactly("roles[1].was");
    }
}
