package io.chatguard.redact.internal.normal;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.io.BaseEncoding;
import io.chatguard.redact.internal.engine.ContextWords;
import io.chatguard.redact.internal.engine.ScanContext;
import io.chatguard.redact.internal.engine.TextRule;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ReadingsTest {
    private static final String VALUE = "QQ7";
    private static final String PROSE = "all of this is prose in small letters and goes on for some time ";

    private static final ContextWords WORDS = ContextWords.of(List.of("secret"));

    private final TextRule literal = (text, context, out) -> {
        for (int i = text.indexOf(VALUE); i >= 0; i = text.indexOf(VALUE, i + 1)) {
            out.hit("X", i, i + 3, WORDS.near(text, i, i + 3, context) ? 1 : 0.5, "x/literal");
        }
    };

    @Property(tries = 200)
    void whatAChangeHidesIsFoundWhereItStands(
            @ForAll @IntRange(max = 9_000) int place, @ForAll @IntRange(max = 5) int kind) {
        String hidden = List.of(
                        "Q&#81;7", "Q%517", "\\x51Q7", "Q\uff317", "QQ\u0301\u0301\u06f7", "&#x51;\u200bQ\u0667")
                .get(kind);
        String filler = PROSE.repeat(200);
        String text = filler.substring(0, place) + " " + hidden + " " + filler.substring(place);

        assertThat(found(text)).containsOnly((place + 1) + "-" + (place + 1 + hidden.length()) + " 0.5");
    }

    @Test
    void aHeaderNamesWhatStandsBehindAnEscapeFarBelow() {
        String row = "some words that take up room;nothing in particular is said here\n";
        String text = "note;secret\n" + row.repeat(20) + "and then;Q%517\n";

        assertThat(found(text)).containsExactly((text.length() - 6) + "-" + (text.length() - 1) + " 1.0");
    }

    @Test
    void eachChangedPlaceIsPutBackWhereItCameFrom() {
        View.Builder builder = new View.Builder("ab\ufb01cd\u0301\u0301ef");
        builder.read("fi", 2, 3);
        builder.extend(5, 6);
        builder.extend(6, 7);
        builder.read("", 7, 8);
        View view = builder.build();

        assertThat(view.text()).isEqualTo("abficdf");
        assertThat(places(view)).containsExactly("0-1", "1-2", "2-3", "2-3", "3-4", "4-7", "8-9");
    }

    @Property
    void encodedTextIsFoundAsAllOfIt(@ForAll long seed, @ForAll @IntRange(max = 3) int kind) {
        String inside = "the value is \u00e4 QQ7 \ud83d\ude00" + Long.toString(seed, 36);
        BaseEncoding encoding = List.of(
                        BaseEncoding.base64(),
                        BaseEncoding.base64Url().omitPadding(),
                        BaseEncoding.base32(),
                        BaseEncoding.base16().lowerCase())
                .get(kind);
        String data = encoding.encode(inside.getBytes(StandardCharsets.UTF_8));

        assertThat(found("see " + data + " there")).containsOnly("4-" + (4 + data.length()) + " 0.5");
    }

    private static List<String> places(View view) {
        List<String> places = new ArrayList<>();
        for (int i = 0; i < view.text().length(); i++) {
            places.add(view.start(i) + "-" + view.end(i + 1));
        }
        return places;
    }

    private List<String> found(String text) {
        List<String> found = new ArrayList<>();
        new Readings(literal)
                .scan(
                        text,
                        new ScanContext().begin(),
                        (type, start, end, score, rule) -> found.add(start + "-" + end + " " + score));
        return found.stream().distinct().toList();
    }
}
