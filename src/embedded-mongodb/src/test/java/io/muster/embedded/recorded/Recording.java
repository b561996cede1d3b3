package io.muster.embedded.recorded;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import org.bson.BsonDocument;
import org.bson.BsonString;

/** What a real MongoDB answered: {@code mongodb/answers.json}, whose head explains its notation. */
final class Recording {

    private Recording() {}

    /** A conversation about one behaviour. */
    record Probe(String name, List<Exchange> exchanges) {}

    /** @param sent empty if nothing was sent and the note tells what happened instead */
    record Exchange(String connection, String note, BsonDocument sent, BsonDocument received) {

        boolean isNote() {
            return sent.isEmpty();
        }

        String command() {
            return isNote() ? "" : sent.getFirstKey();
        }
    }

    static List<Probe> probes() {
        try (InputStream in = Objects.requireNonNull(Recording.class.getResourceAsStream("/mongodb/answers.json"))) {
            BsonDocument all = BsonDocument.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            List<Probe> probes = new ArrayList<>();
            all.getArray("probes").forEach(probe -> probes.add(probe(probe.asDocument())));
            return probes;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static Probe probe(BsonDocument probe) {
        List<Exchange> exchanges = new ArrayList<>();
        probe.getArray("exchanges").forEach(each -> {
            BsonDocument exchange = each.asDocument();
            exchanges.add(new Exchange(
                    exchange.getString("conn", new BsonString("")).getValue(),
                    exchange.getString("note", new BsonString("")).getValue(),
                    exchange.getDocument("sent", new BsonDocument()),
                    exchange.getDocument("received", new BsonDocument())));
        });
        return new Probe(probe.getString("name").getValue(), exchanges);
    }
}
