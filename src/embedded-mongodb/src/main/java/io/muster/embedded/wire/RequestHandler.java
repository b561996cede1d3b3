package io.muster.embedded.wire;

import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

import de.bwaldvogel.mongo.bson.Document;
import io.muster.embedded.command.CommandRunner;
import io.muster.embedded.command.Connection;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands the commands of one connection to other threads, because a command may wait (for events, for a lock), and an
 * event loop that waits would keep the other connections waiting too.
 */
final class RequestHandler extends SimpleChannelInboundHandler<WireRequest> {

    private static final Logger LOG = LoggerFactory.getLogger(RequestHandler.class);

    private final CommandRunner runner;
    private final Executor executor;
    private final Connection connection;

    RequestHandler(CommandRunner runner, Executor executor, Connection connection) {
        this.runner = runner;
        this.executor = executor;
        this.connection = connection;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, WireRequest request) {
        try {
            executor.execute(() -> answer(context, request));
        } catch (RejectedExecutionException stopping) {
            context.close();
        }
    }

    private void answer(ChannelHandlerContext context, WireRequest request) {
        Optional<Document> answer = request.invalid()
                .map(invalid -> new Document("ok", 0.0).appendAll(invalid.asAnswer()))
                .or(() -> runner.run(connection, request.body()));
        if (answer.isEmpty()) {
            context.close();
        } else if (request.answered()) {
            context.writeAndFlush(new WireAnswer(request, answer.get())).addListener(written -> {
                if (!written.isSuccess() && context.channel().isActive()) {
                    // Rather no connection than a client that waits for an answer that cannot be written.
                    LOG.error("cannot answer {}", context.channel(), written.cause());
                    context.close();
                }
            });
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        LOG.debug("closing {}", context.channel(), cause);
        context.close();
    }
}
