package io.muster.api;

import java.util.List;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.muster.client.ApiClient;
import io.muster.client.ApiException;
import io.muster.client.EventsApi;
import io.muster.client.ResponsesApi;
import io.muster.client.model.AnswerKind;
import io.muster.client.model.EventStatus;
import io.muster.client.model.ListedStaffEvent;
import io.muster.client.model.ManagerEvent;
import io.muster.client.model.ManagerEventSummary;
import io.muster.client.model.NewEvent;
import io.muster.client.model.Publication;
import io.muster.client.model.Response;
import io.muster.client.model.ResponseKind;
import io.muster.client.model.RoleFields;
import io.muster.client.model.StaffEntry;
import io.muster.testing.database.MongoTestResource;
import io.muster.testing.http.Bodies;
import io.muster.testing.http.TestTokens;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A client that a generator made of the document, and nothing else, can do the service's work. */
@QuarkusTest
@Tag("service")
@WithTestResource(MongoTestResource.class)
class GeneratedClientTest {
    private static final String MANAGER = "m-generated";

    private static ApiClient client(TestTokens token) {
        ApiClient client = new ApiClient();
        client.updateBaseUri("http://localhost:" + RestAssured.port);
        client.setRequestInterceptor(request -> request.header("Authorization", token.bearer()));
        return client;
    }

    private static ApiClient person(String sub) {
        return client(TestTokens.staff(sub).claim("name", "Staff " + sub).claim("managerIds", List.of(MANAGER)));
    }

    private static Response accept() {
        return new Response().response(AnswerKind.ACCEPT).role("Server");
    }

    @Test
    void anEventIsMadePublishedFilledAndListed() throws ApiException {
        EventsApi manager = new EventsApi(client(TestTokens.manager(MANAGER)));
        NewEvent gala = new NewEvent()
                .eventName("Gala")
                .date(Bodies.soon().toString())
                .startTime("6:00 PM")
                .roles(List.of(new RoleFields().role("Server").count(1)));

        ManagerEvent draft = manager.createEvent(gala, "key-1");
        assertThat(draft.getStatus()).isEqualTo(EventStatus.DRAFT);
        assertThat(manager.createEvent(gala, "key-1").getId()).isEqualTo(draft.getId());
        assertThat(manager.publishEvent(draft.getId(), "\"1\"", false, new Publication())
                        .getManagerEvent()
                        .getStatus())
                .isEqualTo(EventStatus.PUBLISHED);

        assertThat(new EventsApi(person("ada"))
                        .listAvailableEvents(10, null, null, null)
                        .getEvents())
                .extracting(ListedStaffEvent::getId)
                .contains(draft.getId());
        assertThat(new ResponsesApi(person("ada"))
                        .respond(draft.getId(), accept(), null)
                        .getRespondedEvent()
                        .getRecorded()
                        .getRole())
                .isEqualTo("Server");
        assertThat(new EventsApi(person("ada"))
                        .listMyShifts("future", null, 10, null, null, null)
                        .getEvents())
                .singleElement()
                .satisfies(
                        shift -> assertThat(shift.getMyResponse().getResponse()).isEqualTo(ResponseKind.ACCEPT));

        ManagerEventSummary listed = manager
                .listEvents("fulfilled", null, null, "asc", 10, null, null, null)
                .getManagerEventList()
                .getEvents()
                .stream()
                .filter(event -> event.getId().equals(draft.getId()))
                .findFirst()
                .orElseThrow();
        assertThat(listed.getDate()).isEqualTo(Bodies.soon());
        assertThat(listed.getStartTime()).isEqualTo("18:00");
        assertThat(listed.getRoleStats())
                .singleElement()
                .satisfies(role -> assertThat(role.getRemaining()).isZero());
        assertThat(manager.getEvent(draft.getId()).getManagerEvent().getAcceptedStaff())
                .extracting(StaffEntry::getUserKey)
                .containsExactly("oidc:ada");
    }

    @Test
    void aRefusalKeepsItsCode() throws ApiException {
        String id = new EventsApi(client(TestTokens.manager(MANAGER)))
                .createEvent(
                        new NewEvent()
                                .status("published")
                                .date(Bodies.soon().toString())
                                .roles(List.of(new RoleFields().role("Server").count(1))),
                        null)
                .getId();
        new ResponsesApi(person("ben")).respond(id, accept(), null);

        assertThatThrownBy(() -> new ResponsesApi(person("cleo")).respond(id, accept(), null))
                .isInstanceOfSatisfying(ApiException.class, refused -> {
                    assertThat(refused.getCode()).isEqualTo(409);
                    assertThat(code(refused)).isEqualTo("CAPACITY_FULL");
                });
    }

    private static String code(ApiException refused) {
        try {
            return new ObjectMapper()
                    .readTree(refused.getResponseBody())
                    .path("code")
                    .asText();
        } catch (java.io.IOException e) {
            throw new AssertionError(refused.getResponseBody(), e);
        }
    }
}
