package io.chatguard.redact.internal.tagger.states;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatguard.EntityType;
import io.chatguard.redact.internal.tagger.Gazetteer;
import io.chatguard.redact.internal.tagger.Tokens;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeadMakerTest {

    private static final Gazetteer NAMES_KNOWN =
            new Gazetteer.Builder().add("anna", Gazetteer.FORENAME).build();
    private static final String[] NAMES = {"anna", "Ben Miller", "maria", "José García", "tom", "Fatima Khan"};
    private static final String[] SENTENCES = {
        "%s called this morning",
        "please ask %s about it",
        "thanks %s",
        "i met %s at the station",
        "%s is my doctor",
        "the invoice is late",
        "can you summarise this page",
        "it rains in the morning",
        "write a test for the parser"
    };

    @Test
    void theSameTextsMakeTheSameBytesAndAHeadThatFindsNewNames() throws IOException {
        byte[] head = train();
        assertThat(train()).isEqualTo(head);
        try (StatesTagger tagger = HeadMaker.tagger(head, NAMES_KNOWN)) {
            assertThat(found(tagger, "yesterday Peter called me")).containsExactly("Peter");
            assertThat(found(tagger, "the report is late")).isEmpty();
        }
    }

    private static byte[] train() throws IOException {
        try (HeadMaker maker = new HeadMaker(NAMES_KNOWN)) {
            for (int turn = 0; turn < 8; turn++) {
                for (String sentence : SENTENCES) {
                    for (String name : NAMES) {
                        int start = sentence.indexOf("%s");
                        maker.learn(
                                sentence.replace("%s", name),
                                start < 0 ? List.of() : List.of(EntityType.PERSON),
                                start < 0 ? List.of() : List.of(new int[] {start, start + name.length()}));
                    }
                }
            }
            return maker.train();
        }
    }

    private static List<String> found(StatesTagger tagger, String text) {
        Tokens tokens = Tokens.of(text);
        List<String> out = new ArrayList<>();
        tagger.tag(
                text,
                tokens,
                0,
                tokens.count() - 1,
                (type, first, last, probability) -> out.add(text.substring(tokens.start(first), tokens.end(last))));
        return out;
    }
}
