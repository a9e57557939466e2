package io.chatguard.internal.openai;

import io.chatguard.Role;
import io.chatguard.internal.chain.ExchangeRun;
import io.chatguard.internal.json.JsonTextStream;
import io.chatguard.internal.json.PieceSink;
import io.chatguard.internal.json.Place;
import io.chatguard.internal.json.TextPipe;
import io.chatguard.spi.Channel;
import io.chatguard.spi.Segment.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The texts of one streamed reply that are under way. */
final class Channels {

    /** What tells one streamed text from another. */
    record Key(int choice, int part, String field, int toolIndex) {}

    /** The API allows 128 choices; an answer of many tool calls has some hundred texts. */
    static final int MOST = 4_096;

    private static final String INSIDE = "/~json";

    private final ExchangeRun run;
    private final Function<Key, String> places;
    private final Map<Key, ChannelText> open = new LinkedHashMap<>();
    private int screened;

    /**
     * @param places where a text stands in the same reply when it is not streamed; safe to log
     */
    Channels(ExchangeRun run, Function<Key, String> places) {
        this.run = run;
        this.places = places;
    }

    /**
     * The text of that key, opened if it is new.
     *
     * @param json whether what streams is a JSON document, whose strings are the texts
     */
    ChannelText text(Key key, String tool, Kind kind, boolean json) {
        ChannelText text = open.get(key);
        if (text == null && open.size() >= MOST) {
            throw Refusals.tooManyTexts();
        }
        if (text == null || text.isFinished()) {
            text = new ChannelText(json ? jsonPipe(key, tool, kind) : pipe(key, tool, kind, "", ""));
            open.put(key, text);
        }
        return text;
    }

    /** The keys of the unfinished texts of one choice, in order of opening. */
    List<Key> unfinished(int choice) {
        List<Key> keys = new ArrayList<>();
        open.forEach((key, text) -> {
            if (key.choice() == choice && !text.isFinished()) {
                keys.add(key);
            }
        });
        return keys;
    }

    /** The keys of all unfinished texts, in order of opening. */
    List<Key> unfinished() {
        List<Key> keys = new ArrayList<>();
        open.forEach((key, text) -> {
            if (!text.isFinished()) {
                keys.add(key);
            }
        });
        return keys;
    }

    /** Ends that text; returns what was held back. */
    String finish(Key key) {
        ChannelText text = open.get(key);
        return text == null ? "" : text.finish();
    }

    /** Where an offset into that text has moved. */
    int map(Key key, int offset) {
        ChannelText text = open.get(key);
        return text == null ? offset : text.map(offset);
    }

    /** How many texts had something in them so far. */
    int screened() {
        return screened;
    }

    private TextPipe jsonPipe(Key key, String tool, Kind kind) {
        return JsonTextStream.of(
                place -> pipe(
                        key,
                        tool,
                        kind,
                        place.pointer(),
                        INSIDE + place.shown() + (place.kind() == Place.Kind.NAME ? "/~key" : "")),
                () -> pipe(key, tool, kind == Kind.STRUCTURED ? Kind.NOT_JSON : kind, "", ""));
    }

    private TextPipe pipe(Key key, String tool, Kind kind, String inner, String shownInner) {
        String place = places.apply(key) + shownInner;
        return new Counted(run.channel(new Channel(
                key.choice(), key.part(), key.field(), key.toolIndex(), tool, inner, place, kind, Role.ASSISTANT)));
    }

    /** Counts a text once there is something in it, as the texts of a whole reply are counted. */
    private final class Counted implements TextPipe {
        private final TextPipe pipe;
        private boolean empty = true;

        Counted(TextPipe pipe) {
            this.pipe = pipe;
        }

        @Override
        public void feed(CharSequence decoded, PieceSink out) {
            if (empty && !decoded.isEmpty()) {
                empty = false;
                screened++;
                run.screened(1);
            }
            pipe.feed(decoded, out);
        }

        @Override
        public void finish(PieceSink out) {
            pipe.finish(out);
        }
    }
}
