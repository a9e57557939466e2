package io.chatguard.redact.internal.rules;

import io.chatguard.EntityType;
import io.chatguard.redact.CustomRule;
import io.chatguard.redact.CustomTerms;
import io.chatguard.redact.DetectSettings;
import io.chatguard.redact.internal.catalog.RuleData;
import io.chatguard.redact.internal.engine.Hits;
import io.chatguard.redact.internal.engine.ScanContext;
import io.chatguard.redact.internal.engine.SpanSet;
import io.chatguard.redact.internal.engine.TextRule;
import io.chatguard.redact.internal.phone.PhoneScanner;
import io.chatguard.redact.internal.rules.BuiltInRules.Base;
import io.chatguard.redact.internal.terms.TermIndex;
import io.chatguard.spi.Detector;
import io.chatguard.spi.Finding;
import io.chatguard.spi.Finding.Evidence;
import io.chatguard.spi.Segment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The rules that ship with the library, and those and the terms of a policy, over every segment of a call.
 *
 * <p>Linear in the text. Findings below the threshold of a policy are reported too, with their score. Folded Unicode,
 * escapes and encodings are looked into ({@link io.chatguard.redact.internal.normal.Readings}). Spans are UTF-16 offsets; one span is reported once for each type; spans of different types may overlap. The words that support a value
 * are looked for around it, in the name under which its text stands, and at the end of the segment before it. A plain link
 * is none of the findings where the API wants one (an image's address, a header).
 * Thread-safe; a warm scan of a text without findings allocates nothing.
 */
public final class BuiltInDetector implements Detector {
    private static final int POOL = 8;

    private final String name;
    private final String version;
    private final Reports reports;
    private final TextRule scan;
    private final AtomicReferenceArray<@Nullable ScanContext> pool = new AtomicReferenceArray<>(POOL);
    private final String region;

    /** What the findings of a rule are, and what they rest on. */
    private record Report(EntityType type, Evidence evidence) {}

    /** What each rule that can report says; of those that ship with the library once one has reported. */
    private static final class Reports {
        private final Base base;
        private final ConcurrentHashMap<String, Report> known;

        Reports(Base base, Map<String, Report> own) {
            this.base = base;
            this.known = new ConcurrentHashMap<>(own);
        }

        @Nullable
        Report of(String rule) {
            Report report = known.get(rule);
            return report != null || base == Base.NOTHING ? report : shipped(rule);
        }

        private @Nullable Report shipped(String rule) {
            RuleData shipped = ShippedRules.scanned().of(rule);
            if (shipped == null) {
                return null;
            }
            Report report = new Report(shipped.type(), shipped.evidence());
            known.put(rule, report);
            return report;
        }
    }

    private BuiltInDetector(String region, Base base, List<RuleData> own, OwnTerms terms) {
        Map<String, Report> reported = new HashMap<>();
        for (RuleData rule : own) {
            reported.put(rule.id(), new Report(rule.type(), rule.evidence()));
        }
        for (EntityType type : terms.types()) {
            reported.put(TermIndex.rule(type.name()), new Report(type, Evidence.STRUCTURE));
        }
        this.name = base == Base.SHIPPED ? "rules/builtin" : "rules/custom";
        this.region = region;
        this.reports = new Reports(base, reported);
        this.scan = BuiltInRules.scan(base, own, terms.indexes());
        this.version = own.isEmpty() && terms.types().isEmpty()
                ? BuiltInRules.VERSION
                : BuiltInRules.VERSION + "+r" + own.size() + ".t" + terms.size();
    }

    /**
     * The built-in rules with those and the terms of a policy.
     *
     * @throws IllegalArgumentException if libphonenumber does not know the region
     */
    public static BuiltInDetector of(DetectSettings settings) {
        return new BuiltInDetector(
                checked(settings.region()), Base.SHIPPED, data(settings.rules()), (OwnTerms) settings.terms());
    }

    /** Rules and terms of a user alone. */
    public static BuiltInDetector custom(List<CustomRule> rules, CustomTerms terms) {
        return new BuiltInDetector("", Base.NOTHING, data(rules), (OwnTerms) terms);
    }

    private static List<RuleData> data(List<CustomRule> rules) {
        List<RuleData> data = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (CustomRule rule : rules) {
            if (!ids.add(rule.id())) {
                throw OwnRule.refused("rule " + rule.id() + ": there are two rules of this id");
            }
            data.add(((OwnRule) rule).data());
        }
        return data;
    }

    private static String checked(String region) {
        String upper = region.toUpperCase(Locale.ROOT);
        PhoneScanner.checkRegion(upper);
        return upper;
    }

    /** Telephone numbers without a country code need a phone word beside them. */
    public static BuiltInDetector create() {
        return new BuiltInDetector("", Base.SHIPPED, List.of(), (OwnTerms) CustomTerms.none());
    }

    /**
     * Telephone numbers without a country code are also read as dialled in a region.
     *
     * @param region ISO 3166-1 alpha-2, such as {@code US}
     * @throws IllegalArgumentException if libphonenumber does not know the region
     */
    public static BuiltInDetector forRegion(String region) {
        return new BuiltInDetector(checked(region), Base.SHIPPED, List.of(), (OwnTerms) CustomTerms.none());
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String version() {
        return version;
    }

    @Override
    public void detect(List<Segment> segments, Consumer<Finding> found) {
        int slot = (int) (Thread.currentThread().getId() % POOL);
        ScanContext pooled = pool.getAndSet(slot, null);
        ScanContext context = pooled == null ? new ScanContext() : pooled;
        Collector collector = new Collector(found, reports);
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

    /** Turns hits into findings of the current segment, each span of a type once. */
    private static final class Collector implements Hits {
        private final Consumer<Finding> found;
        private final Reports reports;
        private @Nullable Segment segment;
        private @Nullable SpanSet seen;

        Collector(Consumer<Finding> found, Reports reports) {
            this.found = found;
            this.reports = reports;
        }

        void start(Segment next) {
            segment = next;
            if (seen != null) {
                seen.clear();
            }
        }

        @Override
        public void hit(String type, int start, int end, double score, String rule) {
            Segment current = segment;
            Report report = reports.of(rule);
            if (current == null || report == null || !report.type.name().equals(type)) {
                throw new IllegalStateException(
                        "rule " + rule + " reports outside a scan, or what its data do not say");
            }
            if (rule.startsWith("url/") && isExpected(current.kind()) && !rule.equals("url/userinfo")) {
                return;
            }
            SpanSet spans = seen == null ? new SpanSet() : seen;
            seen = spans;
            if (spans.add(type, start, end)) {
                found.accept(new Finding(report.type, current, start, end, score, rule, report.evidence));
            }
        }

        /** Whether the API wants a link there: a plain one tells nothing. */
        private static boolean isExpected(Segment.Kind kind) {
            return kind == Segment.Kind.URL || kind == Segment.Kind.PATH || kind == Segment.Kind.HEADER;
        }
    }
}
