package io.chatguard.redact;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/** Texts that are hard on surrogates. */
final class Texts {

    private Texts() {}

    /** Pieces of every kind, glued together without separators. */
    static Arbitrary<String> hard() {
        Arbitrary<String> pieces = Arbitraries.oneOf(
                Arbitraries.of(
                        "alice",
                        "bob@example.com",
                        "Bob@Example.com",
                        "x@y.z",
                        " ",
                        "_",
                        "__",
                        "*",
                        "**",
                        "***",
                        "****",
                        "\\",
                        "\\_",
                        "\\n",
                        "\\t",
                        "\\u00e9",
                        "\\u00",
                        "\\u",
                        "`",
                        "``",
                        "```\n",
                        "~~~\n",
                        "[",
                        "](",
                        ")",
                        "<",
                        "<a href=\"",
                        "\">",
                        ">",
                        "http://",
                        "www.",
                        "\n",
                        "\n\n",
                        "'s",
                        "\u2019s",
                        "0",
                        "1",
                        "a",
                        "Z",
                        "PERSON",
                        "PERSON_",
                        "person_1_",
                        "LITERAL_1_",
                        "EMAIL_ADDRESS_1_",
                        "7KQXM4",
                        "OIL01I",
                        "_1",
                        "_1_",
                        "1b_"),
                lookAlike(),
                Arbitraries.of(
                        "\u00e4",
                        "\u7530\u4e2d",
                        "\ud83d\ude00",
                        "\u0301",
                        "\u200d",
                        "\ud800",
                        "\udc00",
                        "\u3000",
                        "\u0130"),
                Arbitraries.strings().ofMaxLength(3));
        return pieces.list().ofMaxSize(24).map(list -> String.join("", list));
    }

    /** Words of the form of a surrogate, mangled in the ways that are repaired. */
    static Arbitrary<String> lookAlike() {
        return net.jqwik.api.Combinators.combine(
                        Arbitraries.of("PERSON", "EMAIL_ADDRESS", "LITERAL", "FOO", "person", "FOO_PERSON"),
                        Arbitraries.of("_", "\\_", "**_", "_**", "_*"),
                        Arbitraries.of("1", "2", "1a", "12B", "01"),
                        Arbitraries.of("_", "\\_", "*_"),
                        Arbitraries.strings()
                                .withChars("0123456789ABCDEFGHJKMNPQRSTVWXYZabcolI")
                                .ofLength(6))
                .as((a, b, c, d, e) -> a + b + c + d + e);
    }

    /** One of the values that the test detectors know. */
    static final List<String> VALUES = List.of("alice", "bob@example.com", "Bob@Example.com", "x@y.z");
}
