package io.muster.embedded.wire;

import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.muster.embedded.command.CommandRunner;
import io.muster.embedded.command.Connection;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.GlobalEventExecutor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Accepts connections on one address until it is closed. */
public final class WireServer implements AutoCloseable {

    private static final AtomicInteger CONNECTIONS = new AtomicInteger();
    private static final Logger LOG = LoggerFactory.getLogger(WireServer.class);
    private static final int BACKLOG = 1024;
    private static final int STOPPING_MILLIS = 1000;

    private final EventLoopGroup acceptor = new NioEventLoopGroup(1, threads("embedded-mongo-accept"));
    private final EventLoopGroup loops = new NioEventLoopGroup(2, threads("embedded-mongo-io"));
    private final ExecutorService commands = Executors.newCachedThreadPool(threads("embedded-mongo-command"));
    private final ChannelGroup channels = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE, true);
    private final int port;

    /**
     * @param wanted with port 0 for any that is free
     * @throws IllegalStateException if the port is taken
     */
    public WireServer(CommandRunner runner, InetSocketAddress wanted) {
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(acceptor, loops)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        accept(channel, runner);
                    }
                });
        var bound = bootstrap.bind(wanted).awaitUninterruptibly();
        if (!bound.isSuccess()) {
            stopThreads();
            throw new IllegalStateException("cannot listen on port " + wanted.getPort(), bound.cause());
        }
        Channel server = bound.channel();
        channels.add(server);
        this.port = ((InetSocketAddress) server.localAddress()).getPort();
    }

    private void accept(SocketChannel channel, CommandRunner runner) {
        channels.add(channel);
        channel.pipeline()
                .addLast(new MessageEncoder())
                .addLast(new MessageDecoder())
                .addLast(new RequestHandler(runner, commands, new Connection(CONNECTIONS.incrementAndGet())));
    }

    public int port() {
        return port;
    }

    /** Closes the port and all connections; commands that wait are interrupted. */
    @Override
    public void close() {
        channels.close().awaitUninterruptibly();
        stopThreads();
    }

    private void stopThreads() {
        commands.shutdownNow();
        try {
            // Whoever still answers needs the event loops for it.
            if (!commands.awaitTermination(STOPPING_MILLIS, TimeUnit.MILLISECONDS)) {
                LOG.warn("a command is still running");
            }
        } catch (InterruptedException impatient) {
            Thread.currentThread().interrupt();
        }
        acceptor.shutdownGracefully(0, STOPPING_MILLIS, TimeUnit.MILLISECONDS);
        loops.shutdownGracefully(0, STOPPING_MILLIS, TimeUnit.MILLISECONDS).awaitUninterruptibly();
    }

    private static ThreadFactory threads(String name) {
        AtomicInteger count = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, name + "-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}
