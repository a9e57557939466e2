package io.chatguard.redact.internal.names;

import io.chatguard.redact.NamesSettings;
import io.chatguard.redact.internal.names.NameCache.Place;
import io.chatguard.redact.internal.tagger.Gazetteer;
import io.chatguard.redact.internal.tagger.NameModel;
import io.chatguard.redact.internal.tagger.states.StatesTagger;
import io.chatguard.redact.internal.tagger.states.TransformerParts;
import io.chatguard.spi.Detector;
import io.chatguard.spi.Event;
import io.chatguard.spi.Finding;
import io.chatguard.spi.Segment;
import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Names of persons, places and organisations: words around them, lists, and a model that reads the sentences in which one
 * may stand.
 *
 * <p>Lists are loaded with the first text, the model with the first sentence that may hold a name. Linear in the text.
 * Places and organisations are best effort. Titles and the possessive {@code 's} are not part of a name. Thread-safe; a
 * thread that is interrupted stops between two texts.
 *
 * <p>With tier 2 it has a session of its own, some 90 MB outside the heap: opened by {@link #open} or else like the model,
 * given back by {@link #close} or when nobody holds the detector any more. The states have a time budget where a receipt can
 * tell that it ran out ({@link #within}); by itself the detector takes the time that it needs.
 */
public final class NameDetector implements Detector, AutoCloseable {

    /** Changes whenever lists, words or model change what is found. */
    public static final String VERSION = "2026.1";

    /** What receipts call it. */
    public static final String NAME = "names/builtin";

    private static final int POOL = 8;

    private final Supplier<Gazetteer> gazetteer;
    private final NameTaggers taggers;
    private final NameLists lists;
    private final int languages;
    private final AtomicReferenceArray<@Nullable NameScan> pool = new AtomicReferenceArray<>(POOL);

    NameDetector(NamesSettings settings, Supplier<Gazetteer> gazetteer, NameTaggers taggers) {
        this.gazetteer = gazetteer;
        this.taggers = taggers;
        this.lists = NameLists.of(settings);
        this.languages =
                settings.languages().isEmpty() ? Languages.ALL : Languages.bits(Set.copyOf(settings.languages()));
    }

    /** The detector of the settings' tier. */
    public static NameDetector of(NamesSettings settings) {
        if (settings.tier() != NamesSettings.Tier.STATES) {
            return new NameDetector(settings, Gazetteer::load, NameTaggers.of(NameModel::load));
        }
        NameTaggers taggers = NameTaggers.of(NameModel::load, StatesTagger::open, settings.budget());
        NameDetector detector = new NameDetector(settings, Gazetteer::load, taggers);
        Sessions.CLEANER.register(detector, taggers::close);
        return detector;
    }

    /**
     * Refuses settings of tier 2 where the artifacts of it are absent.
     *
     * @throws io.chatguard.GuardException (CONFIGURATION) that names them
     */
    public static void require(NamesSettings settings) {
        if (settings.tier() == NamesSettings.Tier.STATES) {
            TransformerParts.require("detect.names.tier");
        }
    }

    /**
     * Opens what tier 2 needs now, so that no call waits for it; nothing happens with tier 1.
     *
     * @throws io.chatguard.GuardException (CONFIGURATION) if a part is absent or does not run on this platform
     */
    public void open() {
        if (taggers.hasStates()) {
            taggers.open();
        }
    }

    /** Gives back what tier 2 holds outside the heap, and refuses later texts; nothing happens with tier 1. */
    @Override
    public void close() {
        taggers.close();
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String version() {
        return taggers.hasStates() ? VERSION + "-tier2" : VERSION;
    }

    @Override
    public void detect(List<Segment> segments, Consumer<Finding> found) {
        detect(segments, found, null, taggers.call(NameTaggers.Patience.WHOLE), event -> {});
    }

    /** The same with the names of texts that the scope has sent before. */
    public Detector within(NameCache cache) {
        return within(cache, Optional.empty());
    }

    /**
     * The same within the time budget of tier 2. What it does not allow is told as a text skipped, at the first text
     * concerned, and is not remembered.
     *
     * @param receipt of one call, and so is the detector; without one there is no budget
     */
    public Detector within(NameCache cache, Optional<Consumer<Event>> receipt) {
        return new Cached(cache, receipt);
    }

    private void detect(
            List<Segment> segments,
            Consumer<Finding> found,
            @Nullable NameCache cache,
            NameTaggers.Call call,
            Consumer<Event> receipt) {
        int slot = (int) (Thread.currentThread().getId() % POOL);
        NameScan pooled = pool.getAndSet(slot, null);
        NameScan scan = pooled == null ? new NameScan(gazetteer.get(), lists, languages) : pooled;
        Segment unread = null;
        for (Segment segment : segments) {
            if (!isRead(segment)) {
                continue;
            }
            if (Thread.currentThread().isInterrupted()) {
                throw new IllegalStateException("interrupted");
            }
            String label = label(segment.pointer());
            List<Place> places = cache == null
                    ? scan.scan(segment.text(), label, call)
                    : cache.of(label, segment.text(), scan, call);
            unread = unread == null && call.missed() > 0 ? segment : unread;
            for (Place place : places) {
                if (segment.kind() == Segment.Kind.FILENAME && isExtension(segment.text(), place)) {
                    continue;
                }
                Named what = place.what();
                found.accept(new Finding(
                        what.type(), segment, place.start(), place.end(), what.score(), what.rule(), what.evidence()));
            }
        }
        if (unread != null) {
            receipt.accept(new Event.Skipped(unread.place(), call.note().orElseThrow()));
        }
        pool.set(slot, scan);
        // Until here nobody gives back the session of a detector that is no longer held.
        Reference.reachabilityFence(this);
    }

    /** Whether a name would take the end of a file's name with it, by which programs know its format. */
    private static boolean isExtension(String file, Place place) {
        return place.end() == file.length() && file.indexOf('.', place.start()) >= 0;
    }

    /** Where names stand: not in what is never rewritten, and not in names of members. */
    private static boolean isRead(Segment segment) {
        return segment.form() == Segment.Form.VALUE
                && switch (segment.kind()) {
                    case URL, END_USER, PATH, HEADER -> false;
                    default -> true;
                };
    }

    /** The name of the member that a text inside a JSON text is the value of. */
    private static String label(String pointer) {
        return pointer.indexOf("/~json/") < 0 ? "" : pointer.substring(pointer.lastIndexOf('/') + 1);
    }

    /** With one scope's cache, and one call's receipt if it has one. */
    private final class Cached implements Detector {
        private final NameCache cache;
        private final Optional<Consumer<Event>> receipt;

        private Cached(NameCache cache, Optional<Consumer<Event>> receipt) {
            this.cache = cache;
            this.receipt = receipt;
        }

        @Override
        public String name() {
            return NameDetector.this.name();
        }

        @Override
        public String version() {
            return NameDetector.this.version();
        }

        @Override
        public void detect(List<Segment> segments, Consumer<Finding> found) {
            NameTaggers.Call call =
                    taggers.call(receipt.isPresent() ? NameTaggers.Patience.BUDGET : NameTaggers.Patience.WHOLE);
            NameDetector.this.detect(segments, found, cache, call, receipt.orElse(event -> {}));
        }
    }

    /** Gives back the sessions of detectors that nobody closed. */
    private static final class Sessions {
        private static final Cleaner CLEANER = Cleaner.create();
    }
}
