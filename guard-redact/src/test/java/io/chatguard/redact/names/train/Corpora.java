package io.chatguard.redact.names.train;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.chatguard.EntityType;
import io.chatguard.redact.internal.tagger.Gazetteer;
import io.chatguard.redact.internal.tagger.Tokens;
import io.chatguard.redact.internal.tagger.Tokens.Casing;
import io.chatguard.redact.names.train.Annotated.Span;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Sets of annotated texts that others have published, read as {@code corpora.txt} says. */
public final class Corpora {

    private static final Set<String> TITLES = Set.of(
            "mr",
            "mrs",
            "miss",
            "ms",
            "dr",
            "sir",
            "lady",
            "lord",
            "captain",
            "colonel",
            "madame",
            "monsieur",
            "master",
            "uncle",
            "aunt",
            "general",
            "major",
            "king",
            "queen",
            "prince",
            "princess",
            "the",
            "a",
            "an",
            "my",
            "poor");

    private static final Set<String> ARTS = Set.of(
            "artist",
            "playlist",
            "playlist_owner",
            "album",
            "entity_name",
            "object_name",
            "track",
            "movie_name",
            "restaurant_name",
            "poi",
            "location_name",
            "geographic_poi");

    private static final JsonMapper JSON = new JsonMapper();

    private Corpora() {}

    /** A row of {@code corpora.txt}. */
    public record Source(
            String name, String licence, String attribution, String filter, Map<String, EntityType> labels) {}

    /** All sources. */
    public static List<Source> sources() {
        List<Source> out = new ArrayList<>();
        for (String[] row : Lists.rows("corpora.txt", 5)) {
            out.add(new Source(row[0], row[1], row[2], row[3], labels(row[4])));
        }
        return out;
    }

    static Map<String, EntityType> labels(String row) {
        Map<String, EntityType> out = new HashMap<>();
        for (String pair : row.split(",", -1)) {
            String[] both = pair.split("=", -1);
            out.put(both[0], EntityType.of(both[1]));
        }
        return out;
    }

    /** The texts of a source, from a folder. */
    public static List<Annotated> read(Source source, Path folder, Gazetteer names) throws IOException {
        return read(folder.resolve(source.name() + ".jsonl"), source.filter(), source.labels(), names);
    }

    /** The texts of a file whose labels mean types; other labels mean nothing. */
    public static List<Annotated> read(Path file, String filter, Map<String, EntityType> labels, Gazetteer names)
            throws IOException {
        List<Annotated> out = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            JsonNode node = JSON.readTree(line);
            String text = node.get("text").asText();
            if (filter.equals("odd") && !odd(text) || filter.equals("artless") && arts(node)) {
                continue;
            }
            List<Span> spans = new ArrayList<>();
            for (JsonNode span : node.path("spans")) {
                EntityType type = labels.get(span.get("label").asText());
                int start = text.offsetByCodePoints(0, span.get("start").asInt());
                int end = text.offsetByCodePoints(
                        start, span.get("end").asInt() - span.get("start").asInt());
                if (type != null && end > start) {
                    spans.add(new Span(type, start, end));
                }
            }
            out.add(new Annotated(text, fitted(text, spans, filter, names)));
        }
        return out;
    }

    private static boolean arts(JsonNode node) {
        for (JsonNode span : node.path("spans")) {
            if (ARTS.contains(span.get("label").asText())) {
                return true;
            }
        }
        return false;
    }

    static boolean odd(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return (digest[digest.length - 1] & 1) != 0;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Span> fitted(String text, List<Span> spans, String filter, Gazetteer names) {
        List<Span> out = new ArrayList<>();
        spans.sort(Comparator.comparingInt(Span::start).thenComparingInt(s -> -s.end()));
        int end = 0;
        for (Span span : spans) {
            Span fit = span;
            boolean person = span.type().equals(EntityType.PERSON);
            if (filter.equals("capitals")) {
                fit = capitals(text, span);
            } else if (filter.equals("known") && person && text.indexOf(' ', span.start()) >= span.end()) {
                int known = names.flags(text, span.start(), span.end());
                fit = (known & (Gazetteer.FORENAME | Gazetteer.SURNAME)) == 0 || (known & Gazetteer.WORD) != 0
                        ? new Span(span.type(), span.start(), span.start())
                        : span;
            } else if (person && account(text, span.start())) {
                // The name of an account.
                continue;
            }
            if (fit.end() > fit.start() && fit.start() >= end) {
                out.add(fit);
                end = fit.end();
            }
        }
        return out;
    }

    private static boolean account(String text, int start) {
        return text.charAt(start) == '@' || start > 0 && text.charAt(start - 1) == '@';
    }

    /** Of a mention (Mr. Darcy, who …) the capitalised words at its start without titles; empty if there are none. */
    private static Span capitals(String text, Span span) {
        String mention = text.substring(span.start(), span.end());
        Tokens tokens = Tokens.of(mention);
        int first = 0;
        while (first < tokens.count()
                && TITLES.contains(
                        tokens.text(mention, first).toLowerCase(Locale.ROOT).replace(".", ""))) {
            first++;
        }
        while (first > 0
                && first < tokens.count()
                && tokens.text(mention, first).equals(".")) {
            first++;
        }
        int last = first;
        while (last < tokens.count()
                && (tokens.casing(last) == Casing.TITLE || tokens.casing(last) == Casing.INITIAL)) {
            last++;
        }
        return last == first
                ? new Span(span.type(), span.start(), span.start())
                : new Span(span.type(), span.start() + tokens.start(first), span.start() + tokens.end(last - 1));
    }
}
