package io.muster.testing.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A client's socket without a program behind it: it is upgraded, and then neither reads nor answers. */
public final class RawSocket implements AutoCloseable {
    private final Socket socket = new Socket();

    /** @param receiveBuffer how many bytes the system may take in for it, about */
    public RawSocket(int port, TestTokens token, int receiveBuffer) throws IOException {
        socket.setReceiveBufferSize(receiveBuffer);
        socket.setSoTimeout(20_000);
        socket.connect(new InetSocketAddress("localhost", port));
        String request = "GET " + TestSocket.PATH + " HTTP/1.1\r\nHost: localhost:" + port + "\r\nAuthorization: "
                + token.bearer() + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        String head = head(socket.getInputStream());
        if (!head.startsWith("HTTP/1.1 101")) {
            throw new IOException("not upgraded: " + head);
        }
    }

    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                break;
            }
            head.write(next);
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    /** Reads on until the connection ends, by whatever end. */
    public void readToTheEnd() {
        byte[] buffer = new byte[1 << 16];
        try {
            InputStream in = socket.getInputStream();
            while (in.read(buffer) >= 0) {
                // What came before the end is of no interest.
            }
        } catch (java.net.SocketTimeoutException e) {
            throw new AssertionError("the connection was not ended", e);
        } catch (IOException reset) {
            // That is an end, too.
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
