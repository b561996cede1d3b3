package io.muster.mail;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Names and addresses that others have written do nothing in a letter but stand there. */
class MailTextTest {

    @ParameterizedTest
    @CsvSource({
        "ada@example.org, ada@example.org",
        "o'neill+shifts@sub.example.org, o'neill+shifts@sub.example.org",
        "ada@señal.example, ada@xn--seal-hqa.example",
    })
    void anAddressThatLettersCanBeSentTo(String address, String handedIn) {
        assertThat(MailAddress.of(address)).contains(handedIn);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ada@example.org>\r\nRCPT TO:<b@example.org",
                "ada@example.org\nBcc: b@example.org",
                "ada(b@example.org)@example.org",
                "<ada@example.org>",
                "\"ada\"@example.org",
                "ada@example.org,b@example.org",
                "ada;b@example.org",
                "a da@example.org",
                "ada@example.org ",
                "@example.org",
                "ada@",
                "señora@example.org",
                "ada@exa_mple..org",
                "ada\u0000@example.org",
                "ada@[127.0.0.1]",
                "",
            })
    void anAddressThatNoneCanBeSentTo(String address) {
        assertThat(MailAddress.of(address)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "Catering Ruiz, Catering Ruiz",
        "Dr. Ruiz, Dr. Ruiz",
        "win.example.org/now, win. example. org/now",
        "https://localhost/now, https:// localhost/now",
        "write to a@b, write to a@ b",
        "win。example, win。 example",
    })
    void aNameBecomesNoLink(String name, String written) {
        assertThat(PlainName.of(name)).isEqualTo(written);
    }

    @Test
    void aNameIsOnOneLineAndTurnsNoText() {
        assertThat(PlainName.of(" a\r\nb\u202ec\u2028d\u0000e ")).isEqualTo("a b c d e");
        assertThat(PlainName.header("a\r\nBcc: b@example.org\n")).isEqualTo("a Bcc: b@example.org ");
        assertThat(PlainName.header("=?utf-8?q?a=0Ab?=")).doesNotContain("=?");
        assertThat(PlainName.html("<a href='x' title=\"y\">&"))
                .isEqualTo("&lt;a href=&#39;x&#39; title=&quot;y&quot;&gt;&amp;");
    }
}
