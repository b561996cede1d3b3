package io.muster.store.client;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.quarkus.runtime.annotations.RegisterForProxy;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.jspecify.annotations.Nullable;

/**
 * A connection to the database whose handlers can be removed after it is closed. The driver (5.6.4, {@code NettyStream}) adds a
 * handler to each write that has a time limit and removes it when the write is done or has failed. A connection that has been closed
 * meanwhile has no handlers any more, and Netty throws. The driver does not expect that: whoever waits for the answer is never told,
 * whatever time limit the operation has.
 */
// The driver makes one by its constructor without arguments.
@RegisterForReflection(fields = false)
@RegisterForProxy(targets = ChannelPipeline.class)
public final class MongoChannel extends NioSocketChannel {
    @Override
    public ChannelPipeline pipeline() {
        ChannelPipeline handlers = super.pipeline();
        // Netty takes them away on the thread that the driver's listeners run on, and not before it is closed.
        return isOpen() ? handlers : tolerant(handlers);
    }

    private static ChannelPipeline tolerant(ChannelPipeline handlers) {
        return (ChannelPipeline) Proxy.newProxyInstance(
                MongoChannel.class.getClassLoader(),
                new Class<?>[] {ChannelPipeline.class},
                (proxy, method, arguments) ->
                        isRemovalOfNone(handlers, method, arguments) ? proxy : call(handlers, method, arguments));
    }

    private static boolean isRemovalOfNone(ChannelPipeline handlers, Method method, Object @Nullable [] arguments) {
        return method.getName().equals("remove")
                && arguments != null
                && arguments[0] instanceof ChannelHandler handler
                && handlers.context(handler) == null;
    }

    private static @Nullable Object call(ChannelPipeline handlers, Method method, Object @Nullable [] arguments)
            throws Throwable {
        try {
            return method.invoke(handlers, arguments);
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause();
        }
    }
}
