package io.muster.testing.service;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** An SMTP server that answers each command as a test wants, or not at all. */
public final class ScriptedSmtp implements AutoCloseable {
    private final ServerSocket server;
    private final Function<String, Optional<String>> script;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final List<String> commands = new CopyOnWriteArrayList<>();

    /** @param script the answer to a command, empty for the usual one; an empty answer is silence. {@code ""} is the connection itself */
    public ScriptedSmtp(Function<String, Optional<String>> script) {
        this.script = script;
        try {
            server = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start(this::accept);
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "scripted-smtp");
        thread.setDaemon(true);
        thread.start();
    }

    public int port() {
        return server.getLocalPort();
    }

    /** What it was told, without the letters. */
    public List<String> commands() {
        return List.copyOf(commands);
    }

    public int connections() {
        return open.size();
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                open.add(socket);
                start(() -> talk(socket));
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private void talk(Socket socket) {
        try (socket;
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))) {
            answer(socket.getOutputStream(), script.apply("").orElse("220 here"));
            boolean isLetter = false;
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (isLetter && !line.equals(".")) {
                    continue;
                }
                isLetter = line.equals("DATA");
                commands.add(line);
                answer(socket.getOutputStream(), script.apply(line).orElse(usual(line)));
            }
        } catch (IOException gone) {
            // The client has closed the connection.
        } finally {
            open.remove(socket);
        }
    }

    private static void answer(OutputStream out, String answer) throws IOException {
        if (!answer.isEmpty()) {
            out.write((answer + "\r\n").getBytes(StandardCharsets.US_ASCII));
            out.flush();
        }
    }

    private static String usual(String command) {
        return command.equals("DATA") ? "354 go on" : command.equals("QUIT") ? "221 bye" : "250 fine";
    }

    @Override
    public void close() {
        try {
            server.close();
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
