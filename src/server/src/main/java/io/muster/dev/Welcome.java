package io.muster.dev;

import org.bson.types.ObjectId;

/** What a developer reads when all is there: where to look, and lines that work when pasted. */
final class Welcome {
    private Welcome() {}

    /**
     * The text.
     *
     * @param database the embedded database's address
     * @param first an event that has a place left for a Server
     */
    static String text(int port, String database, ObjectId first) {
        String base = "http://localhost:" + port;
        return """
            Muster is up, with the events of a catering company (manager "acme") on the embedded database.

              The manager's board  %1$s/
              The staff's shifts   %1$s/staff
              API document         %1$s/q/openapi
              Try it by hand       %1$s/q/swagger-ui
              The database         %5$s

            The shifts that "Server 1" may take:

            curl -s %1$s/api/events/available -H "Authorization: Bearer %2$s"

            "Server 1" presses ACCEPT for the first of them; and once more, to see the refusal:

            curl -s %1$s/api/events/%4$s/respond -H 'Content-Type: application/json' -d '{"response":"accept","role":"Server"}' -H "Authorization: Bearer %2$s"

            All of its manager's events:

            curl -s %1$s/api/events -H "Authorization: Bearer %3$s"

            What happens to them, as it happens (until you stop it):

            curl -sN --http1.1 %1$s/api/ws --output - -H "Connection: Upgrade" -H "Upgrade: websocket" -H "Sec-WebSocket-Version: 13" -H "Sec-WebSocket-Key: bXVzdGVyIGlzIGxpdmUhIQ==" -H "Authorization: Bearer %3$s"
            """.formatted(
                        base,
                        token(base, "{\"sub\":\"server-1\",\"provider\":\"dev\",\"name\":\"Server 1\"}"),
                        token(base, "{\"sub\":\"manager\",\"provider\":\"dev\",\"managerId\":\"acme\"}"),
                        first.toHexString(),
                        database);
    }

    private static String token(String base, String claims) {
        return "$(curl -s %s/dev/token -H 'Content-Type: application/json' -d '%s' | sed 's/.*:\"//;s/\".*//')"
                .formatted(base, claims);
    }
}
