package io.muster.testing.service;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** Stands before an SMTP server that speaks in the clear, shows a certificate, and passes on what it decrypts. */
public final class TlsBefore implements Closeable {
    private final ServerSocket entry = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final SSLContext tls;
    private final int behind;
    private final boolean isFromTheFirstByteOn;

    private TlsBefore(int behind, SSLContext tls, boolean isFromTheFirstByteOn) throws IOException {
        this.behind = behind;
        this.tls = tls;
        this.isFromTheFirstByteOn = isFromTheFirstByteOn;
        threads.execute(this::accept);
    }

    /** Secret from the first byte on. */
    public static TlsBefore at(int port, SSLContext tls) throws IOException {
        return new TlsBefore(port, tls, true);
    }

    /** Secret from {@code STARTTLS} on, which it offers and waits for. */
    public static TlsBefore starting(int port, SSLContext tls) throws IOException {
        return new TlsBefore(port, tls, false);
    }

    public int port() {
        return entry.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        entry.close();
        threads.shutdownNow();
    }

    private void accept() {
        while (!entry.isClosed()) {
            try {
                Socket client = entry.accept();
                threads.execute(() -> serve(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client;
                Socket server = new Socket(InetAddress.getLoopbackAddress(), behind)) {
            if (!isFromTheFirstByteOn) {
                // The greeting is said in the clear, before the handshake.
                readLine(server.getInputStream());
                say(client, "220 localhost ready");
                readLine(client.getInputStream());
                say(client, "250-localhost", "250 STARTTLS");
                readLine(client.getInputStream());
                say(client, "220 go on");
            }
            SSLSocket secret = (SSLSocket) tls.getSocketFactory().createSocket(client, null, client.getPort(), true);
            secret.setUseClientMode(false);
            threads.execute(() -> pass(server, secret));
            pass(secret, server);
        } catch (IOException over) {
            // The client has gone, or does not trust the certificate.
        }
    }

    private static void pass(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException over) {
            // One of them has gone.
        }
    }

    private static void say(Socket client, String... lines) throws IOException {
        OutputStream out = client.getOutputStream();
        out.write((String.join("\r\n", lines) + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    /** Byte by byte: what comes behind the line is somebody else's. */
    private static void readLine(InputStream in) throws IOException {
        int next = in.read();
        while (next != '\n' && next >= 0) {
            next = in.read();
        }
    }
}
