package io.muster.api.live;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.quarkus.vertx.http.runtime.filters.QuarkusRequestWrapper;
import io.vertx.core.http.HttpServerRequest;

/**
 * The framework's count of requests under way, for which it waits when the service stops. A request that becomes a socket
 * never ends in that count: each stop would last for the shutdown's whole timeout.
 */
@RegisterForReflection(targets = QuarkusRequestWrapper.class)
final class RequestsUnderWay {
    private static final Method DONE = done();

    private RequestsUnderWay() {}

    /** Counts it no longer. Without a timeout of the shutdown nothing is counted. */
    static void leave(HttpServerRequest request) {
        if (!(request.getCookie(QuarkusRequestWrapper.FAKE_COOKIE_NAME)
                instanceof QuarkusRequestWrapper.QuarkusCookie counted)) {
            return;
        }
        try {
            DONE.invoke(counted.getRequestWrapper());
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Method done() {
        try {
            Method done = QuarkusRequestWrapper.class.getDeclaredMethod("done");
            done.setAccessible(true);
            return done;
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
        }
    }
}
