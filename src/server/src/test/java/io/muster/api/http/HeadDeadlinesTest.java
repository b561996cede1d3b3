package io.muster.api.http;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpResponseEncoder;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** A connection that was accepted before the limit was installed gets it then, once. */
class HeadDeadlinesTest {
    private static final Duration WITHIN = Duration.ofSeconds(3);

    private static HeadDeadline deadline() {
        return new HeadDeadline(WITHIN, "408".getBytes(StandardCharsets.US_ASCII));
    }

    private static ByteBuf text(String text) {
        return Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII);
    }

    @Test
    void aHeadThatIsBegunAfterwardsIsLimited() {
        EmbeddedChannel connection = new EmbeddedChannel(new HttpRequestDecoder(), new HttpResponseEncoder());
        connection.freezeTime();
        HeadDeadlines.limit(connection.pipeline(), deadline());

        HeadDeadlines.limit(connection.pipeline(), deadline());
        connection.writeInbound(text("GET / HT"));
        connection.advanceTimeBy(WITHIN.toMillis(), TimeUnit.MILLISECONDS);
        connection.runScheduledPendingTasks();

        ByteBuf answer = connection.readOutbound();
        assertThat(answer.toString(StandardCharsets.US_ASCII)).isEqualTo("408");
        assertThat(connection.<Object>readOutbound()).isNull();
        assertThat(connection.isOpen()).isFalse();
    }

    @Test
    void whatIsNoConnectionOfRequestsStays() {
        EmbeddedChannel other = new EmbeddedChannel(new ChannelInboundHandlerAdapter());

        HeadDeadlines.limit(other.pipeline(), deadline());

        assertThat(other.pipeline().get(HeadDeadline.class)).isNull();
    }
}
