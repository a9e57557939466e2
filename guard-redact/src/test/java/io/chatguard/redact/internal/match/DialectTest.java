package io.chatguard.redact.internal.match;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class DialectTest {
    @Test
    void theLongestOfTheLeftmostMatchesWins() {
        assertThat(Found.in("xabcabcd", "ab|abc|bcabcd")).containsExactly("abc", "abc");
        assertThat(Found.in("foobar foo", "foo|foobar")).containsExactly("foobar", "foo");
    }

    @Test
    void matchesOfOnePatternDoNotOverlap() {
        assertThat(Found.in("aaaaa", "aa")).containsExactly("aa", "aa");
    }

    @Test
    void countsAreExact() {
        assertThat(Found.in("1 12 123 1234 12345", "\\b\\d{2,4}\\b")).containsExactly("12", "123", "1234");
        assertThat(Found.in("ab aab aaab", "\\ba{2}b")).containsExactly("aab");
        assertThat(Found.in("ab aab aaab", "\\ba{2,}b")).containsExactly("aab", "aaab");
    }

    @Test
    void aClassHoldsRangesEscapesAndItsOwnPunctuation() {
        assertThat(Found.in("a-b]c^d.e", "[\\]^.-]")).containsExactly("-", "]", "^", ".");
        assertThat(Found.in("ab_-9", "[\\w-]{5}")).containsExactly("ab_-9");
        assertThat(Found.in("az09", "[^a-z]+")).containsExactly("09");
    }

    @Test
    void namedClassesAreAscii() {
        assertThat(Found.in("7\u0667\uff17", "\\d")).containsExactly("7");
        assertThat(Found.in("e\u00e9_", "\\w")).containsExactly("e", "_");
        assertThat(Found.in("a\u00a0b\u2003c d", "\\S+")).containsExactly("a\u00a0b\u2003c", "d");
    }

    @Test
    void categoriesAreUnicodes() {
        assertThat(Found.in("Zoë 山田 x1 \ud835\udfd9", "\\p{L}+")).containsExactly("Zoë", "山田", "x");
        assertThat(Found.in("7\u0667\ud835\udfd9", "\\p{Nd}")).containsExactly("7", "\u0667", "\ud835\udfd9");
        assertThat(Found.in("aB", "\\p{Lu}|\\pN")).containsExactly("B");
    }

    @Test
    void caseIsIgnoredForLettersOfEveryScript() {
        assertThat(Found.in("TOKEN Token \u00c4RGER \u041c\u043e", "(?i)token|ärger|мО"))
                .containsExactly("TOKEN", "Token", "ÄRGER", "Мо");
    }

    @Test
    void asciiLettersHaveAsciiPartnersOnly() {
        assertThat(Found.in("\u212aey \u017fecret key", "(?i)(?:key|secret)")).containsExactly("key");
    }

    @Test
    void flagsEndWithTheirGroup() {
        assertThat(Found.in("ab Ab AB", "(?i:a)b")).containsExactly("ab", "Ab");
        assertThat(Found.in("ab Ab AB", "(?i)a(?-i)b")).containsExactly("ab", "Ab");
        assertThat(Found.in("a\nb", "a.b")).isEmpty();
        assertThat(Found.in("a\nb", "a(?s:.)b")).containsExactly("a\nb");
    }

    @Test
    void anchorsAreThoseOfTheTextAndWithAFlagThoseOfLines() {
        assertThat(Found.in("ab\nab", "^ab")).hasSize(1);
        assertThat(Found.in("ab\nab", "ab$")).hasSize(1);
        assertThat(Found.in("ab\nab\n", "ab$")).isEmpty();
        assertThat(Found.in("ab\nab", "(?m)^ab$")).hasSize(2);
    }

    @Test
    void wordEdgesAreAsciiSoThatKeysAreFoundInEveryScript() {
        assertThat(Found.in("鍵AKIA1です xAKIA1 AKIA1_", "\\bAKIA1\\b")).containsExactly("AKIA1");
    }

    @Test
    void codePointsBeyondTheFirstPlaneAreOneCharacter() {
        assertThat(Found.in("\ud83d\ude00\ud83d\ude01", "[\\x{1F600}-\\x{1F60F}]"))
                .hasSize(2);
        assertThat(Found.in("a\ud83d\ude00b", "a.b")).containsExactly("a\ud83d\ude00b");
        assertThat(Found.in("\ud83d\ude00", ".")).containsExactly("\ud83d\ude00");
    }

    @Test
    void anUnpairedSurrogateIsOneCharacter() {
        assertThat(Found.in("a\ud83db", "a.b")).containsExactly("a\ud83db");
        assertThat(Found.in("a\ude00b", "a[^x]b")).containsExactly("a\ude00b");
    }

    @Test
    void charactersWhoseLowByteIsAsciiAreNotTakenForIt() {
        assertThat(Found.in("\u0167\u0168\u0170_ ghp_", "ghp_")).containsExactly("ghp_");
        assertThat(Found.in("\u0167hp_", "ghp_")).isEmpty();
    }

    @Test
    void aLiteralIsTakenAsItIs() {
        PatternSet set = PatternSet.of(List.of(Pattern.literal("a.*(b"), Pattern.literal("\ud83d\ude00x")));
        Spans spans = set.scan("a.*(b a..(b \ud83d\ude00x");
        assertThat(spans.size()).isEqualTo(2);
        assertThat(spans.pattern(1)).isEqualTo(1);
        assertThat(spans.start(1)).isEqualTo(12);
    }

    @Test
    void patternsAreNumberedByTheirPlaceInTheSet() {
        PatternSet set =
                PatternSet.of(List.of(Pattern.compile("cat"), Pattern.compile("at"), Pattern.compile("[a-z]+")));
        Spans spans = set.scan("cat");
        assertThat(spans.size()).isEqualTo(3);
        assertThat(List.of(spans.pattern(0), spans.pattern(1), spans.pattern(2)))
                .containsExactlyInAnyOrder(0, 1, 2);
    }

    @Test
    void noTextOfAPatternIsShown() {
        Pattern pattern = Pattern.compile("Kestrel Logistics");
        assertThat(pattern + " " + PatternSet.of(List.of(pattern))).doesNotContain("Kestrel");
    }
}
