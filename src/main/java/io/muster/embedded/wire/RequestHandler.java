package io.muster.embedded.wire;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.message.ClientRequest;
import de.bwaldvogel.mongo.wire.message.MessageHeader;
import de.bwaldvogel.mongo.wire.message.MongoMessage;
import de.bwaldvogel.mongo.wire.message.MongoQuery;
import de.bwaldvogel.mongo.wire.message.MongoReply;
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
final class RequestHandler extends SimpleChannelInboundHandler<ClientRequest> {

    private static final Logger LOG = LoggerFactory.getLogger(RequestHandler.class);

    private final CommandRunner runner;
    private final Executor executor;
    private final Connection connection;
    private int lastAnswer;

    RequestHandler(CommandRunner runner, Executor executor, Connection connection) {
        this.runner = runner;
        this.executor = executor;
        this.connection = connection;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, ClientRequest request) {
        try {
            executor.execute(() -> answer(context, request));
        } catch (RejectedExecutionException stopping) {
            context.close();
        }
    }

    private void answer(ChannelHandlerContext context, ClientRequest request) {
        Optional<Document> answer = runner.run(connection, body(request));
        if (answer.isEmpty()) {
            context.close();
            return;
        }
        MessageHeader header =
                new MessageHeader(++lastAnswer, request.getHeader().getRequestID());
        Object message = request instanceof MongoQuery
                ? new MongoReply(header, List.of(answer.get()), 0)
                : new MongoMessage(context.channel(), header, answer.get());
        context.writeAndFlush(message);
    }

    private static Document body(ClientRequest request) {
        if (request instanceof MongoMessage message) {
            return message.getDocument();
        }
        MongoQuery query = (MongoQuery) request;
        Document body = query.getQuery();
        Document command = body.get("$query") instanceof Document wrapped ? wrapped : body;
        return new Document(command).append("$db", query.getDatabaseName());
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        LOG.debug("closing {}", context.channel(), cause);
        context.close();
    }
}
