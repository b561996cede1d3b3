package io.muster.api.answer;

import java.util.Arrays;
import java.util.Base64;

import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;

import io.muster.event.Digest;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/** Sends bodies: compressed where the client takes that, and not at all where it has the same already. */
@Singleton
public class Answers {
    /** What the bodies are. */
    public static final String JSON = "application/json;charset=UTF-8";

    /** Less fits into one packet either way. */
    private static final int WORTH_COMPRESSING = 1024;

    private static final int TAG_BYTES = 16;

    private final Heads heads;

    Answers(Heads heads) {
        this.heads = heads;
    }

    /**
     * 200 with the body, or 304 if the client names its tag. The tag is weak: it covers the parts, and not the tail, of
     * which only what {@code besides} says matters.
     */
    public RestResponse<byte[]> unlessKnown(Body body, String besides, AnswerForm asked) {
        Head head = heads.of(body);
        byte[] digest = Arrays.copyOf(Digest.of(head.tag(), besides), TAG_BYTES);
        String tag = "W/\"" + Base64.getUrlEncoder().withoutPadding().encodeToString(digest) + "\"";
        return asked.has(tag)
                ? tagged(ResponseBuilder.create(RestResponse.Status.NOT_MODIFIED), tag)
                        .build()
                : whole(head, body, tag, asked);
    }

    /** 200 with the body and this tag. */
    public RestResponse<byte[]> tagged(Body body, String tag, AnswerForm asked) {
        return whole(heads.of(body), body, tag, asked);
    }

    private static RestResponse<byte[]> whole(Head head, Body body, String tag, AnswerForm asked) {
        byte[] tail = body.tailBytes();
        if (!asked.takesGzip() || head.length() + tail.length < WORTH_COMPRESSING) {
            return tagged(ResponseBuilder.ok(head.followedBy(tail)), tag).build();
        }
        return tagged(ResponseBuilder.ok(head.gzippedWith(tail)), tag)
                .header(HttpHeaders.CONTENT_ENCODING, "gzip")
                .build();
    }

    private static ResponseBuilder<byte[]> tagged(ResponseBuilder<byte[]> answer, String tag) {
        return answer.header(HttpHeaders.ETAG, tag).header(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
    }
}
