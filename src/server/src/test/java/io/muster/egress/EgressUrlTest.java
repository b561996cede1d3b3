package io.muster.egress;

import java.util.List;
import java.util.Optional;

import io.quarkus.runtime.configuration.ConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Addresses as people write them, and settings as administrators do. */
class EgressUrlTest {

    @Test
    void anAddressInItsParts() {
        assertThat(EgressUrl.parse("https://Hooks.Example.org/a%20b?c=d"))
                .contains(new EgressUrl("hooks.example.org", 443, "/a%20b?c=d"));
        assertThat(EgressUrl.parse("HTTPS://[2606:4700::1111]:8443"))
                .contains(new EgressUrl("2606:4700::1111", 8443, "/"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hooks.example.org",
                "http://hooks.example.org/",
                "ftp://hooks.example.org/",
                "https:///path",
                "https://user@hooks.example.org/",
                "https://user:pass@hooks.example.org/",
                "https://@hooks.example.org/",
                "https://hooks.example.org/#part",
                "https://hooks.example.org./",
                "https://hooks.example.org:0/",
                "https://hooks.example.org:65536/",
                "https://2130706433/",
                "https://0x7f000001/",
                "https://127.1/",
                "https://hooks.exämple.org/",
                "https://hooks.example.org/\r\nX: y",
                "https://hooks.example.org/a b",
                "https://[fe80::1%25eth0]/",
                "https://a_b.example.org/",
                "https://hooks.example.org\\@10.0.0.1/"
            })
    void whatIsNone(String text) {
        assertThat(EgressUrl.parse(text)).isEmpty();
    }

    @Test
    void oneThatIsTooLong() {
        assertThat(EgressUrl.parse("https://hooks.example.org/" + "a".repeat(EgressUrl.MAX_LENGTH)))
                .isEmpty();
    }

    @Test
    void itsPathIsASecret() {
        assertThat(EgressUrl.parse("https://hooks.example.org/T0/s3cret?key=s3cret")
                        .orElseThrow())
                .hasToString("https://hooks.example.org:443");
    }

    @Test
    void hostsThatAreAllowedHavePorts() {
        AllowedHosts allowed = AllowedHosts.from("X", Optional.of(List.of("A.internal:8443", " [::1]:443 ", "")));

        assertThat(allowed.have(new EgressUrl("a.internal", 8443, "/"))).isTrue();
        assertThat(allowed.have(new EgressUrl("::1", 443, "/"))).isTrue();
        assertThat(allowed.have(new EgressUrl("a.internal", 443, "/"))).isFalse();
        assertThat(allowed.have(new EgressUrl("b.a.internal", 8443, "/"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.internal", "https://a.internal:8443", "*:443", "a.internal:0", "a.internal:65536"})
    void otherwiseTheStartEnds(String host) {
        assertThatThrownBy(() -> AllowedHosts.from("MUSTER_WEBHOOK_ALLOW", Optional.of(List.of(host))))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("MUSTER_WEBHOOK_ALLOW must name hosts with their ports");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "proxy",
                "https://proxy:3128",
                "http://proxy",
                "http://proxy:3128/x",
                "http://s3cret@proxy:1",
                "http://p:s3cret@ :1"
            })
    void aProxyThatIsNoneEndsTheStartAndIsNotRepeated(String proxy) {
        assertThatThrownBy(() -> Proxy.from(() -> Optional.of(proxy)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("MUSTER_EGRESS_PROXY must be")
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void aProxyWithAPassword() {
        assertThat(Proxy.from(() -> Optional.of("http://me:p4ss@proxy:3128"))).hasValueSatisfying(it -> {
            assertThat(it.getHost()).isEqualTo("proxy");
            assertThat(it.getPort()).isEqualTo(3128);
            assertThat(it.getUsername()).isEqualTo("me");
            assertThat(it.getPassword()).isEqualTo("p4ss");
        });
    }
}
