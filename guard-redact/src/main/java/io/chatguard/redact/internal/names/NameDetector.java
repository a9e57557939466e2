package io.chatguard.redact.internal.names;

import io.chatguard.redact.NamesSettings;
import io.chatguard.redact.internal.names.NameCache.Place;
import io.chatguard.redact.internal.tagger.Gazetteer;
import io.chatguard.redact.internal.tagger.NameModel;
import io.chatguard.redact.internal.tagger.Tagger;
import io.chatguard.spi.Detector;
import io.chatguard.spi.Finding;
import io.chatguard.spi.Segment;
import java.util.List;
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
 */
public final class NameDetector implements Detector {

    /** Changes whenever lists, words or model change what is found. */
    public static final String VERSION = "2026.1";

    /** What receipts call it. */
    public static final String NAME = "names/builtin";

    private static final int POOL = 8;

    private final Supplier<Gazetteer> gazetteer;
    private final Supplier<Tagger> tagger;
    private final NameLists lists;
    private final int languages;
    private final AtomicReferenceArray<@Nullable NameScan> pool = new AtomicReferenceArray<>(POOL);

    NameDetector(NamesSettings settings, Supplier<Gazetteer> gazetteer, Supplier<Tagger> tagger) {
        this.gazetteer = gazetteer;
        this.tagger = tagger;
        this.lists = NameLists.of(settings);
        this.languages =
                settings.languages().isEmpty() ? Languages.ALL : Languages.bits(Set.copyOf(settings.languages()));
    }

    /** The detector of tier 1. */
    public static NameDetector of(NamesSettings settings) {
        return new NameDetector(settings, Gazetteer::load, NameModel::load);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String version() {
        return VERSION;
    }

    @Override
    public void detect(List<Segment> segments, Consumer<Finding> found) {
        detect(segments, found, null);
    }

    /** The same with the names of texts that the scope has sent before. */
    public Detector within(NameCache cache) {
        return new Cached(cache);
    }

    private void detect(List<Segment> segments, Consumer<Finding> found, @Nullable NameCache cache) {
        int slot = (int) (Thread.currentThread().getId() % POOL);
        NameScan pooled = pool.getAndSet(slot, null);
        NameScan scan = pooled == null ? new NameScan(gazetteer.get(), tagger, lists, languages) : pooled;
        for (Segment segment : segments) {
            if (!isRead(segment)) {
                continue;
            }
            if (Thread.currentThread().isInterrupted()) {
                throw new IllegalStateException("interrupted");
            }
            String label = label(segment.pointer());
            List<Place> places =
                    cache == null ? scan.scan(segment.text(), label) : cache.of(label, segment.text(), scan);
            for (Place place : places) {
                if (segment.kind() == Segment.Kind.FILENAME && isExtension(segment.text(), place)) {
                    continue;
                }
                Named what = place.what();
                found.accept(new Finding(
                        what.type(), segment, place.start(), place.end(), what.score(), what.rule(), what.evidence()));
            }
        }
        pool.set(slot, scan);
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

    /** With one scope's cache. */
    private final class Cached implements Detector {
        private final NameCache cache;

        private Cached(NameCache cache) {
            this.cache = cache;
        }

        @Override
        public String name() {
            return NameDetector.this.name();
        }

        @Override
        public String version() {
            return VERSION;
        }

        @Override
        public void detect(List<Segment> segments, Consumer<Finding> found) {
            NameDetector.this.detect(segments, found, cache);
        }
    }
}
