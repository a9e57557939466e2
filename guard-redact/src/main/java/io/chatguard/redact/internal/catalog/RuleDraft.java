package io.chatguard.redact.internal.catalog;

import io.chatguard.EntityType;
import io.chatguard.redact.internal.catalog.Matching.Edges;
import io.chatguard.redact.internal.catalog.Matching.Judged;
import io.chatguard.redact.internal.catalog.RuleData.Origin;
import io.chatguard.redact.internal.catalog.RuleData.Secrecy;
import io.chatguard.redact.internal.catalog.RuleData.Status;
import io.chatguard.redact.internal.catalog.RuleData.Syntax;
import io.chatguard.redact.internal.identifier.BirthDate;
import io.chatguard.redact.internal.identifier.Form;
import io.chatguard.redact.internal.match.Pattern;
import io.chatguard.redact.internal.match.PatternException;
import io.chatguard.spi.Finding.Evidence;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A rule that is being read, key by key; {@link #build} tells what is missing. Not thread-safe. */
public final class RuleDraft {
    private static final int LONGEST_ID = 80;
    private static final double DEFAULT_SCORE = 0.8;
    /** What scores less counts, by default, only beside a word. */
    private static final double ENOUGH = 0.4;
    /** Below the default threshold: a rule that has words waits for one of them. */
    private static final double DEFAULT_SCORE_BEFORE_CONTEXT = 0.3;

    private final String id;
    private final Map<RuleKey, String> values = new EnumMap<>(RuleKey.class);
    private final Map<String, List<String>> words = new LinkedHashMap<>();
    private final List<String> sources = new ArrayList<>();
    private final List<String> forms = new ArrayList<>();
    private final List<Example> finds = new ArrayList<>();
    private final List<Example> ignores = new ArrayList<>();
    private final List<String> assigned = new ArrayList<>();

    /** Starts a rule. */
    public RuleDraft(String id) {
        if (!isId(id)) {
            throw new RuleException(new Complaint(
                    "",
                    "",
                    Optional.empty(),
                    "a rule's id is family/name, each of a-z, 0-9, '.', '_' and '-', at most " + LONGEST_ID
                            + " characters"));
        }
        this.id = id;
    }

    private static boolean isId(String id) {
        int slash = id.indexOf('/');
        return id.length() <= LONGEST_ID
                && slash > 0
                && slash < id.length() - 1
                && id.indexOf('/', slash + 1) < 0
                && id.chars()
                        .allMatch(c -> c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || "/._-".indexOf((char) c) >= 0);
    }

    /** The id. */
    public String id() {
        return id;
    }

    /** Takes a value. */
    public void set(RuleKey key, String value) {
        switch (key) {
            case SOURCE -> sources.add(value);
            case FORM -> forms.add(value);
            case VALUE -> assigned.add(value);
            case FINDS -> finds.add(example(key, value));
            case IGNORES -> ignores.add(example(key, value));
            case WORDS -> throw wrong(key);
            default -> {
                if (values.put(key, value) != null) {
                    throw error(key, "'" + key.written() + "' stands here twice");
                }
            }
        }
    }

    /** Takes supporting words, separated by commas, in a language (a tag such as {@code de}). */
    public void words(String language, String list) {
        boolean tag = !language.isEmpty()
                && language.length() <= 8
                && language.chars().allMatch(c -> c >= 'a' && c <= 'z');
        List<String> split =
                Arrays.stream(list.split(",", -1)).map(String::strip).toList();
        if (!tag || split.stream().anyMatch(w -> w.isEmpty() || w.equals("*") || w.length() > 100)) {
            throw error(
                    RuleKey.WORDS, "expected a language such as 'de' and words; allowed is " + RuleKey.WORDS.allowed());
        }
        words.computeIfAbsent(language, l -> new ArrayList<>()).addAll(split);
    }

    private Example example(RuleKey key, String value) {
        if (value.isBlank()) {
            throw error(key, "an example is not blank");
        }
        return Example.of(value);
    }

    /** The rule, complete. */
    public RuleData build() {
        Matching matching = matching();
        boolean number = matching instanceof Matching.Identifier;
        Optional<Check> checksum =
                number ? Optional.empty() : text(RuleKey.CHECKSUM).map(name -> check(RuleKey.CHECKSUM, name));
        boolean context = !words.isEmpty() || values.containsKey(RuleKey.CONTEXT);
        Scores scores = scores(context, checksum.isPresent());
        return new RuleData(
                id,
                text(RuleKey.ABOUT).orElse(""),
                type(),
                matching,
                checksum,
                text(RuleKey.CONTEXT),
                Map.copyOf(words),
                scores,
                evidence(matching, checksum, scores),
                syntax(),
                new Origin(text(RuleKey.VENDOR), country(), List.copyOf(sources), status()),
                new Secrecy(text(RuleKey.KIND), rights()),
                List.copyOf(finds),
                List.copyOf(ignores));
    }

    private Matching matching() {
        Optional<String> scanner = text(RuleKey.SCANNER);
        Optional<String> regex = text(RuleKey.PATTERN);
        Optional<String> named = text(RuleKey.NAMED);
        if (Stream.of(scanner, regex, named).filter(Optional::isPresent).count() + (forms.isEmpty() ? 0 : 1) != 1) {
            throw error("a rule has either a pattern or a scanner, or forms, or says what is named");
        }
        if (!forms.isEmpty()) {
            return identifier();
        }
        for (RuleKey key : List.of(RuleKey.DATE, RuleKey.SCORE_GROUPED)) {
            if (values.containsKey(key)) {
                throw error(key, "'" + key.written() + "' belongs to forms");
            }
        }
        if (named.isEmpty() && !assigned.isEmpty()) {
            throw error(RuleKey.VALUE, "'value' belongs to what is named");
        }
        if (regex.isEmpty()) {
            for (RuleKey key : List.of(RuleKey.EDGES, RuleKey.NOT_BEFORE, RuleKey.CHECK)) {
                if (values.containsKey(key)) {
                    throw error(key, "'" + key.written() + "' belongs to a pattern");
                }
            }
        }
        if (scanner.isPresent()) {
            if (values.containsKey(RuleKey.ENTROPY)) {
                throw error(RuleKey.ENTROPY, "'entropy' does not belong to a scanner");
            }
            return new Matching.Scanner(scanner.get());
        }
        if (regex.isPresent() && values.containsKey(RuleKey.LOWEST_SCORE)) {
            throw error(RuleKey.LOWEST_SCORE, "'lowest score' belongs to a scanner or to what is named");
        }
        if (named.isPresent()) {
            return assigned(named.get());
        }
        return new Matching.Regex(
                regex.get(), pattern(RuleKey.PATTERN, regex.get()), edges(), notBefore(), checks(), entropy());
    }

    private Matching identifier() {
        for (RuleKey key :
                List.of(RuleKey.EDGES, RuleKey.NOT_BEFORE, RuleKey.CHECK, RuleKey.LOWEST_SCORE, RuleKey.ENTROPY)) {
            if (values.containsKey(key)) {
                throw error(key, "'" + key.written() + "' does not belong to forms");
            }
        }
        RuleKey read = RuleKey.FORM;
        try {
            for (String form : forms) {
                Form.of(form);
            }
            read = RuleKey.DATE;
            text(RuleKey.DATE).ifPresent(BirthDate::of);
            read = RuleKey.CHECKSUM;
            Matching.Identifier.Written written = new Matching.Identifier.Written(
                    List.copyOf(forms),
                    text(RuleKey.DATE).orElse(""),
                    text(RuleKey.CHECKSUM).orElse(""));
            return Matching.Identifier.of(
                    written, score(RuleKey.SCORE_GROUPED, score(RuleKey.SCORE, DEFAULT_SCORE_BEFORE_CONTEXT)));
        } catch (IllegalArgumentException refused) {
            throw wrong(read);
        }
    }

    private Matching assigned(String named) {
        if (assigned.isEmpty()) {
            throw error(RuleKey.VALUE, "what is named has a 'value'");
        }
        boolean judged = Arrays.stream(Judged.values()).anyMatch(j -> assigned.contains(j.written()));
        if (judged && assigned.size() > 1) {
            throw error(RuleKey.VALUE, "a value is judged or has a form, not both");
        }
        Pattern name = pattern(RuleKey.NAMED, Matching.Assigned.pattern(named));
        try {
            return Matching.Assigned.of(named, name, List.copyOf(assigned), entropy());
        } catch (IllegalArgumentException refused) {
            throw wrong(RuleKey.VALUE);
        }
    }

    private double entropy() {
        Optional<String> written = text(RuleKey.ENTROPY);
        double bits = written.flatMap(RuleDraft::number).orElse(written.isPresent() ? -1.0 : 0.0);
        if (!(bits >= 0 && bits <= 6)) {
            throw wrong(RuleKey.ENTROPY);
        }
        return bits;
    }

    private List<String> rights() {
        List<String> rights = text(RuleKey.RIGHTS).stream()
                .flatMap(list -> Arrays.stream(list.split(",", -1)))
                .map(String::strip)
                .toList();
        if (rights.stream().anyMatch(String::isEmpty)) {
            throw wrong(RuleKey.RIGHTS);
        }
        return rights;
    }

    private Pattern pattern(RuleKey key, String regex) {
        try {
            return Pattern.compile(regex);
        } catch (PatternException refused) {
            throw error(
                    key,
                    key.written() + ", position " + refused.position() + ": "
                            + refused.refusal().sentence());
        }
    }

    private Edges edges() {
        String written = text(RuleKey.EDGES).orElse(Edges.BOTH.written());
        return Arrays.stream(Edges.values())
                .filter(e -> e.written().equals(written))
                .findFirst()
                .orElseThrow(() -> wrong(RuleKey.EDGES));
    }

    private AsciiSet notBefore() {
        return text(RuleKey.NOT_BEFORE)
                .map(set -> AsciiSet.of(set).orElseThrow(() -> wrong(RuleKey.NOT_BEFORE)))
                .orElse(AsciiSet.EMPTY);
    }

    private List<Check> checks() {
        return text(RuleKey.CHECK).stream()
                .flatMap(list -> Arrays.stream(list.split(",", -1)))
                .map(name -> check(RuleKey.CHECK, name.strip()))
                .toList();
    }

    private Check check(RuleKey key, String name) {
        return Check.of(name).orElseThrow(() -> wrong(key));
    }

    private EntityType type() {
        String name = text(RuleKey.TYPE).orElseThrow(() -> error("the key 'type' is missing"));
        try {
            return EntityType.of(name);
        } catch (IllegalArgumentException notLegal) {
            throw error(
                    RuleKey.TYPE,
                    "an entity type has 1 to 48 characters of A-Z, 0-9 and _, starts with a letter and does not end"
                            + " with _");
        }
    }

    private Scores scores(boolean context, boolean checksum) {
        double alone = score(RuleKey.SCORE, context ? DEFAULT_SCORE_BEFORE_CONTEXT : DEFAULT_SCORE);
        if (!context && values.containsKey(RuleKey.SCORE_WITH_CONTEXT)) {
            throw error(RuleKey.SCORE_WITH_CONTEXT, "'score with context' needs supporting words");
        }
        if (!checksum && values.containsKey(RuleKey.SCORE_WITH_CHECKSUM)) {
            throw error(RuleKey.SCORE_WITH_CHECKSUM, "'score with checksum' needs a checksum");
        }
        double withContext = score(RuleKey.SCORE_WITH_CONTEXT, context ? Math.max(DEFAULT_SCORE, alone) : alone);
        double lowest = forms.isEmpty() ? alone : 0;
        return new Scores(
                score(RuleKey.LOWEST_SCORE, lowest), alone, withContext, score(RuleKey.SCORE_WITH_CHECKSUM, alone));
    }

    private double score(RuleKey key, double otherwise) {
        Optional<String> written = text(key);
        if (written.isEmpty()) {
            return otherwise;
        }
        double score = number(written.get()).orElse(-1.0);
        if (!(score >= 0 && score <= 1)) {
            throw wrong(key);
        }
        return score;
    }

    private static Optional<Double> number(String written) {
        boolean plain = written.length() <= 6
                && written.chars().allMatch(c -> c == '.' || c >= '0' && c <= '9')
                && written.indexOf('.') == written.lastIndexOf('.')
                && !written.equals(".");
        return plain ? Optional.of(Double.parseDouble(written)) : Optional.empty();
    }

    /** As it is written; else what the rule has: a checksum, a form that counts alone, or words. */
    private Evidence evidence(Matching matching, Optional<Check> checksum, Scores scores) {
        Optional<String> written = text(RuleKey.EVIDENCE);
        if (written.isPresent()) {
            return List.of(Evidence.CHECKSUM, Evidence.STRUCTURE, Evidence.CONTEXT).stream()
                    .filter(e -> e.name().toLowerCase(Locale.ROOT).equals(written.get()))
                    .findFirst()
                    .orElseThrow(() -> wrong(RuleKey.EVIDENCE));
        }
        boolean checked = matching instanceof Matching.Regex regex
                && (regex.checks().contains(Check.LUHN)
                        || regex.checks().contains(Check.MOD97)
                        || regex.checks().contains(Check.CRC62));
        boolean proved = matching instanceof Matching.Identifier number
                && number.checksum().isPresent();
        if (checked || proved || checksum.isPresent()) {
            return Evidence.CHECKSUM;
        }
        return scores.alone() < ENOUGH ? Evidence.CONTEXT : Evidence.STRUCTURE;
    }

    private Syntax syntax() {
        Optional<String> written = text(RuleKey.SYNTAX);
        if (written.isPresent() && !written.get().equals("unmistakable")) {
            throw wrong(RuleKey.SYNTAX);
        }
        return written.isPresent() ? Syntax.UNMISTAKABLE : Syntax.PLAIN;
    }

    private Status status() {
        Optional<String> written = text(RuleKey.STATUS);
        if (written.isPresent() && !written.get().equals("unverified")) {
            throw wrong(RuleKey.STATUS);
        }
        return written.isPresent() ? Status.UNVERIFIED : Status.VERIFIED;
    }

    private Optional<String> country() {
        Optional<String> country = text(RuleKey.COUNTRY);
        boolean legal = country.map(c -> c.length() == 2 && c.chars().allMatch(l -> l >= 'A' && l <= 'Z'))
                .orElse(true);
        if (!legal) {
            throw wrong(RuleKey.COUNTRY);
        }
        return country;
    }

    private Optional<String> text(RuleKey key) {
        return Optional.ofNullable(values.get(key));
    }

    private RuleException wrong(RuleKey key) {
        return error(key, "'" + key.written() + "' is " + key.allowed());
    }

    private RuleException error(RuleKey key, String message) {
        return new RuleException(new Complaint("", id, Optional.of(key), message));
    }

    private RuleException error(String message) {
        return new RuleException(new Complaint("", id, Optional.empty(), message));
    }

    /** The keys that were set, for messages. */
    @Override
    public String toString() {
        return "rule " + id + " with "
                + values.keySet().stream().map(RuleKey::written).collect(Collectors.joining(", "));
    }
}
