package io.muster.testing.http;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.muster.testing.openapi.Exchange;
import io.muster.testing.openapi.FrameContract;
import io.muster.testing.openapi.HttpContract;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ClientWebSocket;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.http.WebSocketFrame;
import io.vertx.core.http.impl.WebSocketInternal;
import io.vertx.core.json.JsonObject;

/**
 * A client's socket: what came in order, and how it ended. Waits, never sleeps. Every frame, also one that nobody
 * asks for, is validated against the contract (docs/api.md#frames).
 */
public final class TestSocket implements AutoCloseable {
    public static final String PATH = "/api/ws";

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int STACK = 12;

    private final WebSocket socket;
    private final FrameCheck check;
    private volatile Optional<WebSocket> opened = Optional.empty();
    private final BlockingQueue<String> texts = new LinkedBlockingQueue<>();
    private final CompletableFuture<Integer> ended = new CompletableFuture<>();

    private TestSocket(WebSocket socket, FrameCheck check) {
        this.socket = socket;
        this.check = check;
        socket.textMessageHandler(text -> {
            check.look(text);
            texts.add(text);
        });
        socket.closeHandler(closed -> {
            Short code = socket.closeStatusCode();
            ended.complete(code == null ? 1006 : code.intValue());
        });
        // Without a handler an error would be printed; the close handler tells all that matters.
        socket.exceptionHandler(failure -> {});
    }

    /** Clients that share threads and nothing else. */
    public static final class Clients implements AutoCloseable {
        private final Vertx vertx;
        private final WebSocketClient client;
        private final FrameCheck check;
        private final int port;

        /** Clients of the service: each frame is held against the document. */
        public Clients(int port) {
            this(port, true);
        }

        /** @param ofTheService whether frames are the service's own, rather than a test's */
        public Clients(int port, boolean ofTheService) {
            this.port = port;
            this.check = new FrameCheck(ofTheService);
            this.vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
            this.client = vertx.createWebSocketClient(new WebSocketClientOptions()
                    .setMaxConnections(10_000)
                    .setMaxFrameSize(1 << 20)
                    .setMaxMessageSize(1 << 20));
        }

        /** With a token in the header. */
        public TestSocket open(TestTokens token) {
            return join(begin(options().addHeader("Authorization", token.bearer())));
        }

        public TestSocket open(WebSocketConnectOptions options) {
            return join(begin(options));
        }

        public WebSocketConnectOptions options() {
            return new WebSocketConnectOptions()
                    .setHost("localhost")
                    .setPort(port)
                    .setURI(PATH)
                    .setAllowOriginHeader(false);
        }

        /** Does not wait. */
        public CompletableFuture<TestSocket> begin(WebSocketConnectOptions options) {
            ClientWebSocket socket = client.webSocket();
            // It listens before it connects: asked for afterwards, from this thread, the first frame may have gone by.
            TestSocket listening = new TestSocket(socket, check);
            return socket.connect(options)
                    .map(opened -> {
                        listening.opened = Optional.of(opened);
                        return listening;
                    })
                    .toCompletionStage()
                    .toCompletableFuture();
        }

        /** The refusal of an upgrade; fails where it is none. */
        public Refusal refusal(WebSocketConnectOptions options) {
            Refusal refusal = refused(options);
            Map<String, String> headers = new HashMap<>();
            refusal.headers().forEach(header -> headers.put(header.getKey(), header.getValue()));
            HttpContract.check(new Exchange(
                    "GET", options.getURI(), Optional.empty(), refusal.status(), Optional.of(headers), refusal.body()));
            return refusal;
        }

        private Refusal refused(WebSocketConnectOptions options) {
            try {
                join(begin(options)).close();
            } catch (CompletionException e) {
                if (e.getCause() instanceof UpgradeRejectedException rejected) {
                    Buffer body = rejected.getBody();
                    return new Refusal(
                            rejected.getStatus(), rejected.getHeaders(), body == null ? "" : body.toString());
                }
                throw e;
            }
            throw new AssertionError("it was let in");
        }

        @Override
        public void close() {
            vertx.close().toCompletionStage().toCompletableFuture().join();
            check.throwIfWrong();
        }
    }

    /** Looks at frames on the thread they come on, and tells the test's thread. */
    private static final class FrameCheck {
        /** Many sockets get one and the same frame. */
        private static final Cache<String, Boolean> SEEN =
                Caffeine.newBuilder().maximumSize(1_000).build();

        private final Queue<AssertionError> wrong = new ConcurrentLinkedQueue<>();
        private final boolean looks;

        FrameCheck(boolean looks) {
            this.looks = looks;
        }

        void look(String frame) {
            if (!looks) {
                return;
            }
            try {
                boolean ignored =
                        SEEN.get(frame, first -> !FrameContract.checked(first).isEmpty());
            } catch (AssertionError e) {
                wrong.add(e);
            } catch (RuntimeException e) {
                // The frame has come all the same.
                wrong.add(new AssertionError("not checked: " + frame, e));
            }
        }

        void throwIfWrong() {
            AssertionError first = wrong.poll();
            if (first != null) {
                throw first;
            }
        }
    }

    /** What came instead of a socket. */
    public record Refusal(int status, MultiMap headers, String body) {}

    public static <T> T join(CompletableFuture<T> future) {
        return future.orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS).join();
    }

    /** The next frame. */
    public JsonObject next() {
        return new JsonObject(nextText());
    }

    public String nextText() {
        try {
            String text = texts.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            if (text == null) {
                throw new AssertionError("no frame came; " + state());
            }
            check.throwIfWrong();
            return text;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** Where a frame may have got stuck: at the end of the connection, in its pipeline, or behind a thread that is blocked. */
    private String state() {
        String loops = Thread.getAllStackTraces().entrySet().stream()
                .filter(thread -> thread.getKey().getName().contains("eventloop"))
                .map(thread -> thread.getKey().getName() + " " + thread.getKey().getState() + " "
                        + Stream.of(thread.getValue()).limit(STACK).toList())
                .collect(Collectors.joining("\n  "));
        return "ended: " + ended.getNow(0) + "; "
                + opened.map(it -> ((WebSocketInternal) it).channelHandlerContext())
                        .map(context ->
                                context.channel() + " " + context.pipeline().names())
                        .orElse("never opened")
                + "\n  " + loops;
    }

    /** The next so many frames. */
    public List<String> nextTexts(int count) {
        return Stream.generate(this::nextText).limit(count).toList();
    }

    /** What is here already, without waiting. */
    public List<String> rest() {
        List<String> rest = new ArrayList<>();
        texts.drainTo(rest);
        return rest;
    }

    public TestSocket say(String text) {
        socket.writeTextMessage(text);
        return this;
    }

    public TestSocket sayBytes(byte[] bytes) {
        socket.writeBinaryMessage(Buffer.buffer(bytes));
        return this;
    }

    /** One message in several frames. */
    public TestSocket sayInParts(String part, int parts) {
        socket.writeFrame(WebSocketFrame.textFrame(part, false));
        for (int i = 2; i < parts; i++) {
            socket.writeFrame(WebSocketFrame.continuationFrame(Buffer.buffer(part), false));
        }
        socket.writeFrame(WebSocketFrame.continuationFrame(Buffer.buffer(part), true));
        return this;
    }

    /** A text frame as the bytes and bits are, allowed or not. */
    public TestSocket sayRaw(byte[] bytes, int reservedBits) {
        ((WebSocketInternal) opened.orElseThrow())
                .channelHandlerContext()
                .writeAndFlush(new TextWebSocketFrame(true, reservedBits, Unpooled.wrappedBuffer(bytes)));
        return this;
    }

    public TestSocket ping() {
        socket.writePing(Buffer.buffer("p"));
        return this;
    }

    public String subProtocol() {
        return String.valueOf(socket.subProtocol());
    }

    public boolean isOpen() {
        return !ended.isDone();
    }

    /** Stops reading, as a program does that hangs. */
    public void pause() {
        socket.pause();
    }

    /** The code it was closed with, once it is; 1006 where nothing was said. */
    public int closeCode() {
        return join(ended);
    }

    @Override
    public void close() {
        socket.close();
    }
}
