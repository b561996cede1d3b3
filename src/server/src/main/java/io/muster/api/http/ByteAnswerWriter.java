package io.muster.api.http;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;

import jakarta.inject.Provider;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;

import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveResourceInfo;
import org.jboss.resteasy.reactive.server.spi.ServerMessageBodyWriter;
import org.jboss.resteasy.reactive.server.spi.ServerRequestContext;

/** Sends answers that are rendered already, within the budget of {@link AnswersUnderWay}. */
@jakarta.ws.rs.ext.Provider
@Produces({MediaType.APPLICATION_JSON, ByteAnswerWriter.CALENDAR})
public class ByteAnswerWriter implements ServerMessageBodyWriter<byte[]> {
    public static final String CALENDAR = "text/calendar";

    private final Provider<AnswersUnderWay> underWay;

    /** @param underWay later: writers are made before the settings can be read */
    ByteAnswerWriter(Provider<AnswersUnderWay> underWay) {
        this.underWay = underWay;
    }

    @Override
    public void writeResponse(byte[] answer, Type type, ServerRequestContext context) {
        underWay.get().send(context, answer);
    }

    @Override
    public boolean isWriteable(Class<?> type, Type genericType, ResteasyReactiveResourceInfo target, MediaType media) {
        return type == byte[].class;
    }

    @Override
    public boolean isWriteable(Class<?> type, Type genericType, Annotation[] annotations, MediaType media) {
        return type == byte[].class;
    }

    @Override
    public void writeTo(
            byte[] answer,
            Class<?> type,
            Type genericType,
            Annotation[] annotations,
            MediaType media,
            MultivaluedMap<String, Object> headers,
            OutputStream out)
            throws IOException {
        out.write(answer);
    }
}
