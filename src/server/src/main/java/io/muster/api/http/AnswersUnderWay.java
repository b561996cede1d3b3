package io.muster.api.http;

import jakarta.inject.Singleton;

import io.muster.api.problem.ProblemException;
import io.muster.api.problem.ProblemType;
import io.muster.api.problem.Problems;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.spi.ServerRequestContext;

/**
 * Bounds what answers take of the memory. An answer counts with its length from when it is rendered until it has reached the
 * socket: a client that does not read holds its own.
 */
@Singleton
class AnswersUnderWay {
    private static final int LEAST_ERROR = 400;

    private final ByteBudget budget;

    AnswersUnderWay(HttpConfig config) {
        this.budget = new ByteBudget(
                config.maxAnswersUnderWay().asLongValue(),
                config.maxAnswersOfCaller().asLongValue());
    }

    /** Stands before what writes: its answer cannot be refused once it is recorded, so it is not begun where there is no room for it. */
    Handler<RoutingContext> beforeWrites() {
        return context -> {
            if (isRead(context.request().method()) || budget.hasRoom(CallerKey.of(context))) {
                context.next();
            } else {
                context.fail(BodiesUnderWay.refusal(context.request()));
            }
        };
    }

    /**
     * Sends the whole body of a resource's answer.
     *
     * @throws ProblemException {@link ProblemType#OVERLOADED} for a read whose answer does not fit
     */
    void send(ServerRequestContext context, byte[] body) {
        RoutingContext request =
                ((ResteasyReactiveRequestContext) context).serverRequest().unwrap(RoutingContext.class);
        begin(
                request,
                body.length,
                ((ResteasyReactiveRequestContext) context).getResponse().get().getStatus());
        context.serverResponse().end(body);
    }

    /**
     * Counts an answer that is about to be sent. The answer to a write always counts and is not refused here, because the write has been
     * recorded; nor is an error refused, which is short.
     *
     * @throws ProblemException {@link ProblemType#OVERLOADED} for a read whose answer does not fit
     */
    private void begin(RoutingContext context, long bytes, int status) {
        HttpServerResponse response = context.response();
        if (response.ended() || response.closed()) {
            // Nobody is sent it: it came too late, or its client has gone. Nothing would ever give the bytes back.
            return;
        }
        String userKey = CallerKey.of(context);
        if (status >= LEAST_ERROR || !isRead(context.request().method())) {
            budget.add(userKey, bytes);
        } else if (!budget.take(userKey, bytes)) {
            throw new ProblemException(ProblemType.OVERLOADED).retryAfter(Problems.soonOrLater());
        }
        Channel channel = ((ConnectionBase) context.request().connection()).channel();
        context.addEndHandler(handedOver -> whenWritten(channel, () -> budget.giveBack(userKey, bytes)));
    }

    private static boolean isRead(HttpMethod method) {
        return method == HttpMethod.GET || method == HttpMethod.HEAD;
    }

    /** Runs when everything that was written before has reached the socket, or the connection is closed: writes end in order. */
    private static void whenWritten(Channel channel, Runnable task) {
        channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(written -> task.run());
    }
}
