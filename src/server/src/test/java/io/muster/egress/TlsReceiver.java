package io.muster.egress;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;

/** Accepts connections over TLS, reads the head and the body of each request, and answers as it is told. */
final class TlsReceiver implements AutoCloseable {
    /** What is done once a request was read. */
    interface Behaviour {
        void answer(OutputStream out) throws IOException, InterruptedException;
    }

    private final SSLServerSocket server;
    private final Behaviour behaviour;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger mostOpen = new AtomicInteger();
    final List<String> heads = new CopyOnWriteArrayList<>();

    TlsReceiver(SSLContext context, String address, Behaviour behaviour) throws IOException {
        this.behaviour = behaviour;
        server = (SSLServerSocket)
                context.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getByName(address));
        daemon(this::accept);
    }

    static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "tls-receiver");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                open.add(socket);
                mostOpen.accumulateAndGet(open.size(), Math::max);
                daemon(() -> serve(socket));
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
            while (request(in)) {
                behaviour.answer(socket.getOutputStream());
            }
        } catch (IOException | InterruptedException closed) {
            // The client has closed it.
        } finally {
            open.remove(socket);
        }
    }

    private boolean request(BufferedReader in) throws IOException {
        StringBuilder head = new StringBuilder();
        int length = 0;
        String line = in.readLine();
        while (line != null && !line.isEmpty()) {
            head.append(line).append('\n');
            if (line.toLowerCase(java.util.Locale.ROOT).startsWith("content-length: ")) {
                length = Integer.parseInt(line.substring("content-length: ".length()));
            }
            line = in.readLine();
        }
        in.skip(length);
        if (line != null) {
            heads.add(head.toString());
        }
        return line != null;
    }

    int port() {
        return server.getLocalPort();
    }

    /** Whether the client has closed every connection: its end is read, or nothing can be written to it any more. */
    boolean isLeft() {
        return open.stream().allMatch(TlsReceiver::isLeft);
    }

    private static boolean isLeft(Socket socket) {
        try {
            socket.setSoTimeout(10);
            return socket.getInputStream().read() < 0;
        } catch (java.net.SocketTimeoutException stillOpen) {
            return false;
        } catch (IOException closed) {
            return true;
        }
    }

    int mostOpen() {
        return mostOpen.get();
    }

    @Override
    public void close() {
        try {
            server.close();
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
