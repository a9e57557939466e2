package io.chatguard.redact.internal.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatguard.redact.testkit.PiiArbitraries;
import io.chatguard.redact.testkit.Planted;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class PlantedValuesAreFoundTest {
    @Property(tries = 4000)
    void alone(@ForAll("planted") Planted planted) {
        assertThat(Found.covers(
                        planted.type().name(),
                        planted.value(),
                        0,
                        planted.value().length()))
                .as(planted.value())
                .isTrue();
    }

    @Property(tries = 8000)
    void insideTextOfAnyKind(@ForAll("planted") Planted planted, @ForAll("templates") String template) {
        int start = template.indexOf('§');
        String text = template.replace("§", planted.value());
        assertThat(Found.covers(
                        planted.type().name(),
                        text,
                        start,
                        start + planted.value().length()))
                .as(text)
                .isTrue();
    }

    @Property(tries = 4000)
    void besideAnotherValue(
            @ForAll("planted") Planted left, @ForAll("planted") Planted right, @ForAll("separators") String separator) {
        String text = left.value() + separator + right.value();
        int second = left.value().length() + separator.length();
        assertThat(Found.covers(left.type().name(), text, 0, left.value().length()))
                .as("left of " + text)
                .isTrue();
        assertThat(Found.covers(right.type().name(), text, second, text.length()))
                .as("right of " + text)
                .isTrue();
    }

    @Provide
    Arbitrary<Planted> planted() {
        return PiiArbitraries.any();
    }

    @Provide
    Arbitrary<String> separators() {
        return Arbitraries.of(
                ", ", ",", ";", "; ", "\n", "\t", " and ", " | ", "|", "\",\"", " / ", "、", "，", " – ", "\r\n");
    }

    @Provide
    Arbitrary<String> templates() {
        return Arbitraries.of(
                "Please write to § before Friday.",
                "It is §.",
                "Is it §?",
                "(§)",
                "[§]",
                "<§>",
                "\"§\"",
                "'§'",
                "`§`",
                "**§**",
                "- § (old)",
                "| § | x |",
                "a,§,b",
                "a;§;b",
                "x\t§\ty",
                "value=§&next=1",
                "value: §",
                "value:§",
                "{\"value\":\"§\",\"n\":1}",
                "{\\\"value\\\":\\\"§\\\"}",
                "line\\n§\\nline",
                "line\n§\nline",
                "<td>§</td>",
                "😀§😀",
                "我的资料是§，请保存。",
                "我的资料是§谢谢",
                "私のデータは§です。",
                "내 정보는 §입니다",
                "Мои данные: § и всё",
                "هذا § هنا",
                "Meine Angaben: »§«",
                "mes données « § » merci",
                "ข้อมูลของฉันคือ§ครับ",
                "\u00a0§\u00a0",
                "“§”",
                "…§…",
                "/*§*/",
                "#§");
    }
}
