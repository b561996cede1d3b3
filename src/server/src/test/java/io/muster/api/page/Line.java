package io.muster.api.page;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/** The line between a browser and the service, in the test's hand. */
final class Line implements AutoCloseable {
    private static final int BUFFER_BYTES = 16 * 1024;

    private final int upstream;
    private final ServerSocket listener;
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private volatile boolean isCut;
    private volatile UnaryOperator<String> rewriting = UnaryOperator.identity();

    /** Stands before a service of this machine. */
    Line(int upstream) {
        this.upstream = upstream;
        try {
            listener = new ServerSocket(0, 64, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        run("line", this::listen);
    }

    /** Where the browser finds the service. */
    int port() {
        return listener.getLocalPort();
    }

    /** Every connection breaks, and no new one is answered. */
    void cut() {
        isCut = true;
        connections.forEach(Connection::close);
    }

    void mend() {
        isCut = false;
    }

    /** From now on the service is asked to go on where nobody has ever been. */
    void losePlaces() {
        rewrite(text -> text.replaceFirst("^(GET /api/ws\\?lastEventId=)[^ ]+", "$1gone"));
    }

    /** From now on what comes in one piece, in either direction, passes as this makes of it. */
    void rewrite(UnaryOperator<String> rewriting) {
        this.rewriting = rewriting;
    }

    /** The connections that stand now will carry nothing any more, and nobody says so; new ones work. */
    void hush() {
        connections.forEach(connection -> connection.isMute = true);
    }

    private void listen() {
        while (!listener.isClosed()) {
            try {
                Socket browser = listener.accept();
                if (isCut) {
                    browser.close();
                } else {
                    new Connection(browser, new Socket(InetAddress.getLoopbackAddress(), upstream)).start();
                }
            } catch (IOException e) {
                // The line is closing: the browser sees its connection end.
            }
        }
    }

    private static void run(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listener.close();
        connections.forEach(Connection::close);
    }

    private final class Connection {
        private final Socket browser;
        private final Socket service;
        private volatile boolean isMute;

        Connection(Socket browser, Socket service) {
            this.browser = browser;
            this.service = service;
        }

        void start() {
            connections.add(this);
            run("line-in", () -> pump(browser, service));
            run("line-out", () -> pump(service, browser));
        }

        private void pump(Socket from, Socket to) {
            byte[] buffer = new byte[BUFFER_BYTES];
            try {
                OutputStream out = to.getOutputStream();
                for (int read = from.getInputStream().read(buffer);
                        read >= 0;
                        read = from.getInputStream().read(buffer)) {
                    if (!isMute) {
                        out.write(passed(buffer, read));
                        out.flush();
                    }
                }
            } catch (IOException ended) {
                // Either side hung up: so does the other.
            } finally {
                close();
            }
        }

        /** A request, or a page, is short enough to come in one piece; Latin 1 keeps every byte as it is. */
        private byte[] passed(byte[] buffer, int read) {
            String text = new String(buffer, 0, read, StandardCharsets.ISO_8859_1);
            return rewriting.apply(text).getBytes(StandardCharsets.ISO_8859_1);
        }

        void close() {
            connections.remove(this);
            for (Socket socket : new Socket[] {browser, service}) {
                try {
                    socket.close();
                } catch (IOException e) {
                    // It is gone either way.
                }
            }
        }
    }
}
