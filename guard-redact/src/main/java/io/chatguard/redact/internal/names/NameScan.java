package io.chatguard.redact.internal.names;

import io.chatguard.EntityType;
import io.chatguard.redact.internal.engine.DataFile;
import io.chatguard.redact.internal.names.NameCache.Place;
import io.chatguard.redact.internal.normal.Legible;
import io.chatguard.redact.internal.tagger.Gazetteer;
import io.chatguard.redact.internal.tagger.Tokens;
import io.chatguard.spi.Finding.Evidence;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Finds the names of one text after the other. Used by one thread at a time; keeps nothing of a text. */
final class NameScan {

    private static final int MODEL_WORTHY =
            Gazetteer.FORENAME | Gazetteer.SURNAME | Gazetteer.PLACE | Gazetteer.ORGANIZATION | Gazetteer.NATIONALITY;
    /** Words before which, or behind which, the name of a person is part of another name. */
    private static final PhraseTable<Boolean> CALLED = new PhraseTable<>();

    private static final PhraseTable<Boolean> OF = new PhraseTable<>();

    static {
        for (String[] row : DataFile.table(NameScan.class, "called-after.txt", 2)) {
            for (String phrase : row[1].split(",")) {
                (row[0].equals("after") ? CALLED : OF).add(phrase.strip(), true);
            }
        }
    }

    /** So sure a model is of a person beside a number as of a postcode. */
    private static final double SURE_OF_ADDRESS = 0.85;

    /** The same of two models. */
    private static final double BOTH_SURE_OF_ADDRESS = 0.6;

    private static final String BEFORE_LITERALS = "\"'`([{<=._/|$&";
    private static final String BEHIND_LITERALS = "\"'`([]{}<>=_/|";
    private static final int LINE = 60;
    private static final int POSTCODE = 4;
    private static final double LISTED = 0.75;

    /** A forename that lists know before a word with a capital that they do not know. */
    private static final double HALF_LISTED = 0.6;

    private static final Named EAST_ASIAN = Named.byCue(0, 0, EastAsianNames.SCORE, "names/introduced");

    private final Reading reading;
    private final CueScan cues;
    private final Columns columns;
    private final NameLists lists;
    private final int languages;
    private final List<Named> found = new ArrayList<>();
    private final CueScan.Out byCue;

    NameScan(Gazetteer gazetteer, NameLists lists, int languages) {
        this.reading = new Reading(gazetteer);
        this.cues = new CueScan(reading, Cues.shipped());
        this.columns = new Columns(reading, Cues.shipped(), cues.run());
        this.lists = lists;
        this.languages = languages;
        this.byCue = (first, last, score, rule) -> found.add(Named.byCue(first, last, score, rule));
    }

    /**
     * The names of a text, from left to right.
     *
     * @param label the name under which the text stands, such as {@code first_name}, or empty
     * @param call what reads the sentences that are worth it
     */
    List<Place> scan(String text, String label, NameTaggers.Call call) {
        Optional<Legible> legible = Legible.of(text);
        String read = legible.map(Legible::text).orElse(text);
        try {
            reading.read(read);
            List<Place> places = names(read, label, call);
            return legible.isEmpty() ? places : inText(places, legible.get());
        } finally {
            reading.end();
            found.clear();
        }
    }

    private static List<Place> inText(List<Place> places, Legible legible) {
        return places.stream()
                .map(place -> new Place(legible.start(place.start()), legible.end(place.end()), place.what()))
                .toList();
    }

    private List<Place> names(String text, String label, NameTaggers.Call call) {
        int spoken = reading.languages() & languages;
        cues.scan(spoken, byCue);
        columns.scan(spoken, byCue);
        cues.labelled(label, languages, byCue);
        listed();
        tag(call);
        if (lists.denies()) {
            lists.denied(
                    reading,
                    (first, last) -> found.add(new Named(
                            EntityType.PERSON, first, last, NameRules.MOST, NameRules.POLICY, Evidence.STRUCTURE)));
        }
        boolean eastAsian = EastAsianNames.concerns(text);
        if (found.isEmpty() && !eastAsian) {
            return List.of();
        }
        found.sort(Comparator.comparingInt(Named::first)
                .thenComparing(Comparator.comparingInt(Named::last).reversed()));
        List<Place> places = places(Weighing.weigh(found));
        if (eastAsian) {
            EastAsianNames.scan(text, (start, end) -> places.add(new Place(start, end, EAST_ASIAN)));
        }
        return List.copyOf(places);
    }

    private List<Place> places(List<Named> names) {
        Tokens tokens = reading.tokens();
        List<Place> out = new ArrayList<>(names.size());
        for (Named name : names) {
            boolean stays = !lists.allows() || name.rule().equals(NameRules.POLICY) || !lists.isAllowed(reading, name);
            if (stays) {
                out.add(new Place(tokens.start(name.first()), tokens.end(name.last()), name));
            }
        }
        return out;
    }

    /** A forename that lists know and a surname with capitals, and no ordinary words. */
    private void listed() {
        Tokens tokens = reading.tokens();
        for (int i = 0; i + 1 < tokens.count(); i++) {
            if (isPart(i, Gazetteer.FORENAME) && reading.adjoins(i) && isCapitalPart(i + 1)) {
                double score = reading.has(i + 1, Gazetteer.SURNAME) ? LISTED : HALF_LISTED;
                found.add(Named.byCue(i, i + 1, score, NameRules.LISTED));
            }
        }
    }

    private boolean isPart(int token, int flag) {
        return reading.has(token, flag) && isCapitalPart(token);
    }

    private boolean isCapitalPart(int token) {
        return reading.tokens().casing(token) == Tokens.Casing.TITLE
                && !reading.has(
                        token, Gazetteer.WORD | Gazetteer.FUNCTION_WORD | Gazetteer.PLACE | Gazetteer.ORGANIZATION);
    }

    /** The model reads sentences that may have a name; the states know names that no list does, and read all but code. */
    private void tag(NameTaggers.Call call) {
        Tokens tokens = reading.tokens();
        int from = -1;
        for (int s = 0; s <= tokens.sentences(); s++) {
            boolean worthy = s < tokens.sentences()
                    && (isWorthy(tokens.firstOf(s), tokens.lastOf(s))
                            || call.hasStates() && !isOfCode(tokens.firstOf(s), tokens.firstOf(s)));
            if (worthy && from < 0) {
                from = tokens.firstOf(s);
            } else if (!worthy && from >= 0) {
                call.tagger()
                        .tag(
                                reading.text(),
                                tokens,
                                from,
                                tokens.lastOf(s - 1),
                                (type, first, last, probability) ->
                                        tagged(type, first, last, probability, call.hasStates()));
                from = -1;
            }
        }
    }

    private boolean isWorthy(int first, int last) {
        for (int i = first; i <= last; i++) {
            if (reading.isCapital(i) && (i > first || !reading.isWord(i))) {
                return true;
            }
            if (reading.has(i, MODEL_WORTHY)
                    && !reading.has(i, Gazetteer.FUNCTION_WORD)
                    && (!reading.has(i, Gazetteer.WORD) || reading.has(i, Gazetteer.FREQUENT))) {
                return true;
            }
        }
        return false;
    }

    /** In program text a name is a forename with a capital, or more than one word with capitals. */
    private boolean isOfCode(int first, int last) {
        boolean written = reading.isCapital(first)
                && reading.tokens().casing(first) == Tokens.Casing.TITLE
                && (first < last || reading.has(first, Gazetteer.FORENAME) && !reading.isWord(first));
        return !written
                && CodeLines.at(
                        reading.text(),
                        reading.tokens().start(first),
                        reading.tokens().end(last));
    }

    /** {@code 'rb'}, {@code args=}, {@code proc.stdout}: a word in small letters that no list knows, between signs of a program. */
    private boolean isLiteral(int token) {
        CharSequence text = reading.text();
        int start = reading.tokens().start(token);
        int end = reading.tokens().end(token);
        return reading.isLower(token)
                && !reading.isName(token)
                && (start > 0 && BEFORE_LITERALS.indexOf(text.charAt(start - 1)) >= 0
                        || end < text.length() && BEHIND_LITERALS.indexOf(text.charAt(end)) >= 0);
    }

    /** Whether a line near it has a number as postcodes and houses have: who stands there is a street or a city too. */
    private boolean hasNumber(int start, int end) {
        CharSequence text = reading.text();
        int from = start;
        while (from > 0 && start - from < LINE && text.charAt(from - 1) != '\n') {
            from--;
        }
        int run = 0;
        for (int i = from; i < text.length() && i - end < LINE && text.charAt(i) != '\n'; i++) {
            char c = text.charAt(i);
            run = c >= '0' && c <= '9' ? run + 1 : 0;
            if (run == POSTCODE) {
                return true;
            }
        }
        return false;
    }

    /** {@code Wilson Avenue}, {@code University of Nicosia}, {@code Sara Lee Corporation}: called after persons. */
    private boolean isPartOfPlace(int first, int last) {
        boolean before = last + 1 < reading.tokens().count()
                && reading.adjoins(last)
                && (reading.isCapital(last + 1) || !reading.isCapital(last))
                && (CALLED.of(hash(last + 1)) != null || reading.has(last + 1, Gazetteer.COMPANY_FORM));
        boolean behind = first > 1
                && reading.adjoins(first - 1)
                && reading.adjoins(first - 2)
                && OF.of(PhraseTable.next(hash(first - 2), reading.text(), reading.tokens(), first - 1)) != null;
        return before || behind;
    }

    private long hash(int token) {
        return PhraseTable.next(PhraseTable.START, reading.text(), reading.tokens(), token);
    }

    private void tagged(EntityType type, int firstToken, int lastToken, double probability, boolean twice) {
        if (type.equals(EntityType.PERSON)
                && probability < (twice ? BOTH_SURE_OF_ADDRESS : SURE_OF_ADDRESS)
                && hasNumber(
                        reading.tokens().start(firstToken), reading.tokens().end(lastToken))) {
            return;
        }
        if (firstToken == lastToken && reading.has(firstToken, Gazetteer.FUNCTION_WORD)
                || isOfCode(firstToken, lastToken)
                || twice && firstToken == lastToken && isLiteral(firstToken)
                || type.equals(EntityType.PERSON) && isPartOfPlace(firstToken, lastToken)) {
            return;
        }
        int first = type.equals(EntityType.PERSON) ? cues.run().behindTitles(firstToken) : firstToken;
        found.add(Named.byModel(
                type, first <= lastToken ? first : firstToken, lastToken, Math.min(NameRules.MOST, probability)));
    }
}
