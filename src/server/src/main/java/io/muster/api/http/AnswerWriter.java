package io.muster.api.http;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;

import jakarta.inject.Provider;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveResourceInfo;
import org.jboss.resteasy.reactive.server.spi.ServerMessageBodyWriter;
import org.jboss.resteasy.reactive.server.spi.ServerRequestContext;

/** Renders answers of resources, each in one piece, within the budget of {@link AnswersUnderWay}. */
@jakarta.ws.rs.ext.Provider
@Produces(MediaType.APPLICATION_JSON)
public class AnswerWriter implements ServerMessageBodyWriter<ObjectNode> {
    private final ObjectMapper json;
    private final Provider<AnswersUnderWay> underWay;

    /** @param underWay later: writers are made before the settings can be read */
    AnswerWriter(ObjectMapper json, Provider<AnswersUnderWay> underWay) {
        this.json = json;
        this.underWay = underWay;
    }

    @Override
    public void writeResponse(ObjectNode answer, Type type, ServerRequestContext context) throws IOException {
        underWay.get().send(context, json.writeValueAsBytes(answer));
    }

    @Override
    public boolean isWriteable(Class<?> type, Type genericType, ResteasyReactiveResourceInfo target, MediaType media) {
        return ObjectNode.class.isAssignableFrom(type);
    }

    @Override
    public boolean isWriteable(Class<?> type, Type genericType, Annotation[] annotations, MediaType media) {
        return ObjectNode.class.isAssignableFrom(type);
    }

    @Override
    public void writeTo(
            ObjectNode answer,
            Class<?> type,
            Type genericType,
            Annotation[] annotations,
            MediaType media,
            MultivaluedMap<String, Object> headers,
            OutputStream out)
            throws IOException {
        json.writeValue(out, answer);
    }
}
