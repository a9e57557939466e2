package io.chatguard.benchmarks;

import edu.stanford.nlp.ie.crf.CRFClassifier;
import edu.stanford.nlp.ling.CoreLabel;
import edu.stanford.nlp.util.Triple;
import io.chatguard.redact.internal.tagger.NameModel;
import io.chatguard.redact.internal.tagger.Tagger;
import io.chatguard.redact.internal.tagger.Tokens;
import io.chatguard.redact.internal.tagger.states.BudgetedTagger;
import io.chatguard.redact.internal.tagger.states.StatesTagger;
import java.io.IOException;
import java.time.Duration;

/** What finds names, each under the same roof: from a text to spans, its own cutting into tokens and sentences included. */
interface NameFinder {

    /** Tells each name of a text. */
    void find(String text, Sink sink);

    /** Takes names: type as in UNER (PER, LOC, ORG), offsets in the text. */
    interface Sink {
        void name(String type, int start, int end);
    }

    /** Loads one: {@code tier1}, {@code tier2}, {@code both} or {@code stanford}. */
    static NameFinder load(String name) {
        return switch (name) {
            case "tier1" -> ours(NameModel.load());
            case "tier2" -> ours(StatesTagger.open());
            case "both" -> {
                BudgetedTagger both = new BudgetedTagger(NameModel.load(), StatesTagger.open(), Duration.ofSeconds(10));
                yield (text, sink) -> ours(both.open()).find(text, sink);
            }
            case "stanford" -> stanford();
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static NameFinder ours(Tagger tagger) {
        return (text, sink) -> {
            Tokens tokens = Tokens.of(text);
            tagger.tag(text, tokens, 0, tokens.count() - 1, (type, first, last, probability) -> {
                String known = switch (type.name()) {
                    case "PERSON" -> "PER";
                    case "LOCATION" -> "LOC";
                    case "ORGANIZATION" -> "ORG";
                    default -> "";
                };
                if (!known.isEmpty() && probability >= 0.5) {
                    sink.name(known, tokens.start(first), tokens.end(last));
                }
            });
        };
    }

    /** Stanford CoreNLP's CRF of three classes, as its own command line runs it. */
    private static NameFinder stanford() {
        try {
            CRFClassifier<CoreLabel> crf =
                    CRFClassifier.getClassifier("edu/stanford/nlp/models/ner/english.all.3class.distsim.crf.ser.gz");
            return (text, sink) -> {
                for (Triple<String, Integer, Integer> span : crf.classifyToCharacterOffsets(text)) {
                    sink.name(span.first().substring(0, 3), span.second(), span.third());
                }
            };
        } catch (IOException | ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }
}
