package io.chatguard.redact.internal.rules;

import io.chatguard.EntityType;
import io.chatguard.redact.internal.catalog.RuleData;
import io.chatguard.redact.internal.engine.Hits;
import io.chatguard.redact.internal.engine.ScanContext;
import io.chatguard.redact.internal.engine.TextRule;
import io.chatguard.redact.internal.phone.PhoneScanner;
import io.chatguard.spi.Detector;
import io.chatguard.spi.Finding;
import io.chatguard.spi.Finding.Evidence;
import io.chatguard.spi.Segment;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The rules that ship with the library, over every segment of a call.
 *
 * <p>Linear in the text. Findings below the threshold of a policy are reported too, with their score. Folded Unicode,
 * escapes and encodings are looked into ({@link io.chatguard.redact.internal.normal.Readings}). Spans are UTF-16 offsets; one span is reported once for each type; spans of different types may overlap. The words that support a value
 * are looked for around it, in the name under which its text stands, and at the end of the segment before it. A plain link
 * is none of the findings where the API wants one (an image's address, a header).
 * Thread-safe; a warm scan of a text without findings allocates nothing.
 */
public final class BuiltInDetector implements Detector {
    private static final int POOL = 8;
    private static final Map<String, EntityType> TYPES = Stream.of(
                    EntityType.EMAIL_ADDRESS,
                    EntityType.PHONE_NUMBER,
                    EntityType.CREDIT_CARD,
                    EntityType.IBAN_CODE,
                    EntityType.IP_ADDRESS,
                    EntityType.MAC_ADDRESS,
                    EntityType.URL,
                    EntityType.US_SSN,
                    EntityType.CREDENTIAL)
            .collect(Collectors.toUnmodifiableMap(EntityType::name, t -> t));

    private final TextRule scan = BuiltInRules.scan();
    private final AtomicReferenceArray<@Nullable ScanContext> pool = new AtomicReferenceArray<>(POOL);
    private final String region;

    private BuiltInDetector(String region) {
        this.region = region;
    }

    /** Telephone numbers without a country code need a phone word beside them. */
    public static BuiltInDetector create() {
        return new BuiltInDetector("");
    }

    /**
     * Telephone numbers without a country code are also read as dialled in a region.
     *
     * @param region ISO 3166-1 alpha-2, such as {@code US}
     * @throws IllegalArgumentException if libphonenumber does not know the region
     */
    public static BuiltInDetector forRegion(String region) {
        String upper = region.toUpperCase(Locale.ROOT);
        PhoneScanner.checkRegion(upper);
        return new BuiltInDetector(upper);
    }

    @Override
    public String name() {
        return "rules/builtin";
    }

    @Override
    public String version() {
        return BuiltInRules.VERSION;
    }

    @Override
    public void detect(List<Segment> segments, Consumer<Finding> found) {
        int slot = (int) (Thread.currentThread().getId() % POOL);
        ScanContext pooled = pool.getAndSet(slot, null);
        ScanContext context = pooled == null ? new ScanContext() : pooled;
        Collector collector = new Collector(found);
        String before = "";
        for (Segment segment : segments) {
            String text = segment.text();
            collector.start(segment);
            scan.scan(text, context.begin(segment.pointer(), before, region), collector);
            before = text;
        }
        context.end();
        pool.set(slot, context);
    }

    /** What a rule's findings rest on, by the rule's id. */
    static Evidence evidence(String rule) {
        RuleData data = ShippedRules.byId().get(rule);
        if (data == null) {
            throw new IllegalStateException("rule " + rule + " stands in no rule file");
        }
        return data.evidence();
    }

    /** Turns hits into findings of the current segment, each span of a type once. */
    private static final class Collector implements Hits {
        private record Key(String type, int start, int end) {}

        private final Consumer<Finding> found;
        private @Nullable Segment segment;
        private @Nullable Set<Key> seen;

        Collector(Consumer<Finding> found) {
            this.found = found;
        }

        void start(Segment next) {
            segment = next;
            seen = null;
        }

        @Override
        public void hit(String type, int start, int end, double score, String rule) {
            Segment current = segment;
            EntityType entity = TYPES.get(type);
            if (current == null || entity == null) {
                throw new IllegalStateException("rule " + rule + " reports outside a scan or an unknown type");
            }
            if (rule.startsWith("url/") && isExpected(current.kind()) && !rule.equals("url/userinfo")) {
                return;
            }
            Set<Key> keys = seen == null ? new HashSet<>() : seen;
            seen = keys;
            if (keys.add(new Key(type, start, end))) {
                found.accept(new Finding(entity, current, start, end, score, rule, evidence(rule)));
            }
        }

        /** Whether the API wants a link there: a plain one tells nothing. */
        private static boolean isExpected(Segment.Kind kind) {
            return kind == Segment.Kind.URL || kind == Segment.Kind.PATH || kind == Segment.Kind.HEADER;
        }
    }
}
