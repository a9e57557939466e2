package io.chatguard.redact.internal.names;

import io.chatguard.Role;
import io.chatguard.redact.NamesSettings;
import io.chatguard.redact.internal.tagger.Gazetteer;
import io.chatguard.redact.internal.tagger.Tagger;
import io.chatguard.spi.Finding;
import io.chatguard.spi.Segment;
import java.util.ArrayList;
import java.util.List;

/** A detector with lists of a few names and without a model, so that a test says what it knows. */
final class NamesInTests {

    static final Gazetteer LISTS = lists();

    static final Tagger NO_MODEL = (text, tokens, first, last, sink) -> {};

    private NamesInTests() {}

    private static Gazetteer lists() {
        Gazetteer.Builder out = new Gazetteer.Builder();
        for (String name : List.of("anna", "ana", "anton", "peter", "maria", "elif", "will", "mark")) {
            out.add(name, Gazetteer.FORENAME);
        }
        for (String name : List.of("Анна", "Ганна", "Μαρία", "فاطمة", "प्रिया")) {
            out.add(name, Gazetteer.FORENAME);
        }
        for (String name : List.of("schmidt", "garcía", "rossi", "souza", "meier", "Иванова", "Коваль")) {
            out.add(name, Gazetteer.SURNAME);
        }
        for (String word :
                ("will mark list wrong late senior engineer great student missing bad tall everyone all guys there"
                                + " customer cliente cliente again team us yours truly good for you works arbeitet student chef"
                                + " chefin schluss montag firma zusammen alle kunden deutsch frau herr reden etwas gesucht uns"
                                + " unknown support them everybody mail expensive customers home lebt later now people here they"
                                + " all rejected active none on-call yes no unhappy stable offline string dort falsch grüße faux mucho falso muito spesso")
                        .split(" ")) {
            out.add(word, Gazetteer.WORD);
        }
        for (String word :
                ("the and on for in to at by of from your our we it he she i is about too und der die das ihr man"
                                + " sie aus dem von im an le la les de des du à vous tous tout votre pour souvent el los por con todos"
                                + " ustedes por qué lo gli i tutti voi di per os as um para vocês gente")
                        .split(" ")) {
            out.add(word, Gazetteer.FUNCTION_WORD | Gazetteer.WORD);
        }
        return out.build();
    }

    static NameDetector detector(NamesSettings settings) {
        return new NameDetector(settings, () -> LISTS, NameTaggers.of(() -> NO_MODEL));
    }

    /** What is found in a text, as it stands there. */
    static List<String> in(NameDetector detector, String text) {
        return findings(detector, text).stream()
                .map(f -> text.substring(f.start(), f.end()))
                .toList();
    }

    static List<Finding> findings(NameDetector detector, String text) {
        List<Finding> found = new ArrayList<>();
        detector.detect(List.of(Segment.of("/text", Role.USER, Segment.Kind.PROSE, text)), found::add);
        return found;
    }
}
