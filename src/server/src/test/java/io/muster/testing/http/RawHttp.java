package io.muster.testing.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.muster.testing.openapi.Exchange;
import io.muster.testing.openapi.HttpContract;
import io.restassured.RestAssured;

/**
 * Sends exactly the bytes it is given, where a client library would tidy them up first, and reads answers one by one. Answers
 * to what begins as a request does are held against the contract (docs/api.md#calls).
 */
public final class RawHttp implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 20_000;

    private static final Pattern REQUEST = Pattern.compile("([A-Z]+) (\\S+) HTTP/1\\.1\r\n.*", Pattern.DOTALL);

    private final Socket socket;
    private final Deque<Matcher> requests = new ArrayDeque<>();

    /** To where the other HTTP tests go. */
    public RawHttp() throws IOException {
        socket = new Socket("localhost", RestAssured.port);
        socket.setSoTimeout(PATIENCE_MILLIS);
    }

    /** @param headers names in lower case; of one name the last */
    public record Answer(int status, Map<String, String> headers, String body) {
        public Optional<String> header(String name) {
            return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
        }
    }

    public RawHttp send(String text) throws IOException {
        return send(text.getBytes(StandardCharsets.UTF_8));
    }

    public RawHttp send(byte[] bytes) throws IOException {
        Matcher request = REQUEST.matcher(new String(bytes, StandardCharsets.ISO_8859_1));
        if (request.matches()) {
            requests.add(request);
        }
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
        return this;
    }

    /** Ends the connection with a RST instead of a FIN. */
    public void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    /** Whether there is something to read. */
    public boolean hasAnswer() throws IOException {
        return socket.getInputStream().available() > 0;
    }

    /** The next answer; its body by {@code Content-Length}, empty without one. */
    public Answer answer() throws IOException {
        InputStream in = socket.getInputStream();
        int status = Integer.parseInt(line(in).split(" ", -1)[1]);
        Map<String, String> headers = new TreeMap<>();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
        return checked(new Answer(status, headers, new String(in.readNBytes(length), StandardCharsets.UTF_8)));
    }

    private Answer checked(Answer answer) {
        Matcher request = requests.poll();
        if (request != null) {
            HttpContract.check(new Exchange(
                    request.group(1),
                    request.group(2),
                    Optional.empty(),
                    answer.status(),
                    Optional.of(answer.headers()),
                    answer.body()));
        }
        return answer;
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new IOException("the connection was closed after: " + line);
            }
            if (b != '\r') {
                line.write(b);
            }
        }
        return line.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
