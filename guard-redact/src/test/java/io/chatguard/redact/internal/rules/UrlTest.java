package io.chatguard.redact.internal.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatguard.redact.internal.engine.ScanContext;
import io.chatguard.redact.internal.engine.TextRule;
import io.chatguard.testkit.Soak;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UrlTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '^',
            value = {
                "see https://example.com/a/b?x=1&y=2#part.^https://example.com/a/b?x=1&y=2#part",
                "(https://en.wikipedia.org/wiki/Foo_(bar)), he said^https://en.wikipedia.org/wiki/Foo_(bar)",
                "[a](https://example.com/x)[b](http://example.org)^https://example.com/x|http://example.org",
                "**https://example.com/x** and _https://example.org/y_^https://example.com/x|https://example.org/y",
                "<a href='https://example.com/x'>^https://example.com/x",
                "{\"u\":\"https://example.com/x\",\"n\":1}^https://example.com/x",
                "https://example.com,https://example.org;https://example.net^https://example.com|https://example.org|https://example.net",
                "请访问https://example.com谢谢^https://example.com",
                "请访问https://example.com/路径/页。谢谢^https://example.com/路径/页",
                "http://localhost:8080/health and http://wiki/^http://localhost:8080/health|http://wiki/",
                "https://user@example.com:8443/x^https://user@example.com:8443/x",
                "redis://cache.internal:6379/0^redis://cache.internal:6379/0",
                "http://[2001:db8::1]:80/x^http://[2001:db8::1]:80/x",
                "http://münchen.example/straße^http://münchen.example/straße",
                "https://web.archive.org/web/2016/http://example.com/^https://web.archive.org/web/2016/http://example.com/",
                "seehttps://example.com^https://example.com",
                "HTTPS://EXAMPLE.COM/X^HTTPS://EXAMPLE.COM/X",
                "https://example.com/&quot; x^https://example.com/",
                "| https://example.com/a|b |^https://example.com/a",
                "https://example.com/users/{id}/x.^https://example.com/users/{id}/x",
                "line\\nhttps://example.com\\nline^https://example.com"
            })
    void withAScheme(String text, String expected) {
        assertThat(String.join("|", Found.values("URL", text))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '^',
            value = {
                "look at example.com.^example.com",
                "Visit Example.Com, or EXAMPLE.DE!^Example.Com|EXAMPLE.DE",
                "www.example.org/path?x=1 ^www.example.org/path?x=1",
                "mail.example.co.uk:8080/x^mail.example.co.uk:8080/x",
                "(shop.example.de)^shop.example.de",
                "host:example.net^example.net",
                "bücher.de und пример.рф^bücher.de|пример.рф",
                "xn--bcher-kva.de^xn--bcher-kva.de",
                "网址是example.com谢谢^example.com",
                "try github.com/foo/bar.py#L3^github.com/foo/bar.py#L3",
                "it was example.com.Please go on^example.com",
                "src=\"//cdn.example.com/lib.js\"^cdn.example.com/lib.js",
                "the website sound.academy^sound.academy",
                "www.paisa.in your home^www.paisa.in",
                "get it from start.spring.io/starter.zip^start.spring.io/starter.zip"
            })
    void withoutOne(String text, String expected) {
        assertThat(String.join("|", Found.values("URL", text))).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "see README.md, setup.py and install.sh",
                "import java.util.List; import java.io.*;",
                "org.example.app and com.example.dev",
                "Node.js, ASP.NET, Vue.js",
                "user.name = console.info(data.map)",
                "fn.call(this) and obj.open(file)",
                "self.host, event.target, window.name",
                "version 1.2.3, e.g. 3.5.in or i.e. this",
                "That was the end.In short, no.It did not",
                "co.uk and com.au are suffixes",
                "write to bob@example.com or john.doe@mail.example.org",
                "10.0.0.1 and 2001:db8::1",
                "http:// and https://# and file:///etc/hosts",
                "https://${HOST}/x and https://%s/y and http://{host}/",
                "src/main/example.de.txt",
                "C:\\\\example.com",
                "npm i @scope/example.com",
                "a.b.c.d.e",
                "std::example.com::x",
                "p->example.com"
            })
    void whatIsNone(String text) {
        assertThat(Found.values("URL", text)).isEmpty();
    }

    @Test
    void aSchemeIsSurerThanABareHost() {
        assertThat(Found.in("https://example.com").get(0).score()).isEqualTo(0.95);
        assertThat(Found.in("at example.com").get(0).score()).isEqualTo(0.6);
        assertThat(Found.in("the site example.com").get(0).score()).isEqualTo(0.75);
    }

    @Test
    void anAddressInsideAUrlIsStillAnAddress() {
        String text = "http://10.1.2.3/u?mail=bob@example.com";
        assertThat(Found.values("URL", text)).containsExactly(text);
        assertThat(Found.values("IP_ADDRESS", text)).containsExactly("10.1.2.3");
        assertThat(Found.values("EMAIL_ADDRESS", text)).containsExactly("bob@example.com");
    }

    @Test
    void aUrlWithAPasswordIsFoundOnceAndItsPasswordToo() {
        String text = "db postgres://app:s3cretpw@db.example.com/main";
        assertThat(Found.values("URL", text)).containsExactly("postgres://app:s3cretpw@db.example.com/main");
        assertThat(Found.values("CREDENTIAL", text)).containsExactly("s3cretpw");
    }

    @Test
    void anyMixtureOfItsPiecesGivesSpansInsideTheText() {
        String[] pieces = {
            "http", "https", "://", "www.", ".com", ".", "/", "?", "#", "@", ":", "(", ")", "[", "]", "é", "例", "😀",
            "\ud800", "a", "-", "_", ".de", ".In", " ", "\\", "%", "&quot;", "8080", "'", "**", ".рф", "{", "$"
        };
        Random random = new Random(Soak.seed());
        TextRule rules = BuiltInRules.scan();
        for (int n = 0; n < Soak.cases(20_000, 2_000_000); n++) {
            StringBuilder text = new StringBuilder();
            for (int k = random.nextInt(14); k >= 0; k--) {
                text.append(pieces[random.nextInt(pieces.length)]);
            }
            String made = text.toString();
            rules.scan(
                    made,
                    new ScanContext().begin(),
                    (type, start, end, score, rule) -> assertThat(
                                    0 <= start && start < end && end <= made.length() && score > 0 && score <= 1)
                            .as("%s %s", rule, made)
                            .isTrue());
        }
    }
}
