package io.chatguard;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.chatguard.internal.policy.PolicyDocument;
import io.chatguard.internal.policy.PresetTable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is done about what is found, and the settings of every module: immutable, written in code or in a YAML or JSON
 * file.
 *
 * <p>A rule that names an entity type goes before one that fits all types; among rules of a kind the later one goes
 * first. The first that fits type, role and direction decides. Where none fits, the {@link Preset} decides about a
 * request; what is found in a reply is left as it is. What a preset blocks stays blocked under a rule for all types. A
 * file says the same in the same order:
 *
 * <pre>{@code
 * version: 1
 * name: support
 * preset: default
 * entities:
 *   '*': pseudonymize
 *   CREDIT_CARD: mask
 *   URL: allow
 *   PERSON:
 *     - {action: redact}
 *     - {action: allow, roles: [system, developer]}
 *   CREDENTIAL: {action: block, direction: both}
 * opaque: flag
 * limits: {request: 8MiB}
 * }</pre>
 *
 * <p>Reading a file is strict, so that a slip of the pen never gives a weaker policy: unknown and repeated keys,
 * unknown entity types (types of your own detectors are listed under {@code custom_types}), anchors, aliases and tags,
 * a second document and lines that can never apply are errors. Each is a {@link GuardException} of reason
 * {@code CONFIGURATION} that names file, line, column, key and what is allowed there.
 */
public final class Policy {

    /** What happens to content that cannot be read as text. */
    public enum Opaque {
        BLOCK,
        FLAG,
        ALLOW
    }

    /** How findings at positions that no table knows are treated. */
    public enum Unknown {
        /** Findings with a checksum or fixed structure are acted on, others flagged. */
        CAREFUL,
        /** All findings are acted on. */
        STRICT
    }

    /**
     * One line of the action table; an absent part fits everything.
     *
     * <p>{@code Rule.of(EMAIL_ADDRESS, MASK).from(TOOL).going(REPLY)} masks e-mail addresses that a tool's output
     * brings back.
     *
     * @param type the type it is about; absent for all types that no rule with a type decides
     * @param role who wrote the text
     * @param direction which way the text goes
     * @param action what is done
     */
    public record Rule(Optional<EntityType> type, Optional<Role> role, Optional<Direction> direction, Action action) {

        /** What is done about that type in requests, whoever wrote the text. */
        public static Rule of(EntityType type, Action action) {
            return new Rule(Optional.of(type), Optional.empty(), Optional.of(Direction.REQUEST), action);
        }

        /** What is done in requests about types that no rule of their own decides, whoever wrote the text. */
        public static Rule ofAnyType(Action action) {
            return new Rule(Optional.empty(), Optional.empty(), Optional.of(Direction.REQUEST), action);
        }

        /** The same for texts of that role alone. */
        public Rule from(Role only) {
            return new Rule(type, Optional.of(only), direction, action);
        }

        /** The same for that direction alone. */
        public Rule going(Direction only) {
            return new Rule(type, role, Optional.of(only), action);
        }

        /** The same for requests and replies. */
        public Rule bothWays() {
            return new Rule(type, role, Optional.empty(), action);
        }

        boolean fits(EntityType t, Role r, Direction d) {
            return (type.isEmpty() || type.get().equals(t))
                    && (role.isEmpty() || role.get() == r)
                    && (direction.isEmpty() || direction.get() == d);
        }
    }

    private final String name;
    private final List<Rule> rules;
    private final Opaque opaque;
    private final Unknown unknown;
    private final long maxRequestBytes;
    private final long maxReplyBytes;
    private final String tenant;
    private final Map<Class<?>, Object> sections;

    private Policy(Builder b) {
        this.name = b.name;
        List<Rule> rules = new ArrayList<>(b.preset);
        rules.addAll(b.general);
        rules.addAll(b.specific);
        this.rules = List.copyOf(rules);
        this.opaque = b.opaque;
        this.unknown = b.unknown;
        this.maxRequestBytes = b.maxRequestBytes;
        this.maxReplyBytes = b.maxReplyBytes;
        this.tenant = b.tenant;
        this.sections = PolicyDocument.withDefaults(b.sections);
    }

    private Policy(Policy from, Map<Class<?>, Object> sections) {
        this.name = from.name;
        this.rules = from.rules;
        this.opaque = from.opaque;
        this.unknown = from.unknown;
        this.maxRequestBytes = from.maxRequestBytes;
        this.maxReplyBytes = from.maxReplyBytes;
        this.tenant = from.tenant;
        this.sections = sections;
    }

    /**
     * The policy that holds when nobody wrote one.
     *
     * <p>{@link Preset#DEFAULT} for requests: credentials block, the password in a link among them; links are left as they
     * are, since a model that is asked about a page needs its address; dates, ages, postcodes, places, organisations and
     * nationalities, which many people share, are counted and left to the model; everything else that is found is pseudonymised, whoever wrote it. Replies are not
     * altered beyond restoring. Content that cannot be read as text blocks the call. At positions that no
     * table knows only findings with a checksum or a fixed structure are altered. Requests are screened up to 32 MiB,
     * replies up to 64 MiB. Name and tenant are {@code default}; every module's section has that module's defaults.
     */
    public static Policy defaults() {
        return builder().build();
    }

    /** Starts from {@link #defaults()}. */
    public static Builder builder() {
        return builder(Preset.DEFAULT);
    }

    /** Starts from a preset. */
    public static Builder builder(Preset preset) {
        return new Builder(preset);
    }

    /** A preset and nothing else; the policy has its name. */
    public static Policy of(Preset preset) {
        return builder(preset).build();
    }

    /**
     * Reads a file of UTF-8 text, at most 1 MiB: strict JSON if its name ends in {@code .json}, else YAML.
     *
     * @throws GuardException of reason {@code CONFIGURATION} if there is no such file or something in it is not valid
     */
    public static Policy load(Path file) {
        return PolicyDocument.load(file);
    }

    /**
     * Parses strict JSON if {@code source} ends in {@code .json}, else YAML.
     *
     * @param source names the text in errors
     * @throws GuardException of reason {@code CONFIGURATION} if something in it is not valid
     */
    public static Policy parse(String text, String source) {
        return PolicyDocument.parse(text, source);
    }

    /** The JSON Schema (2020-12) of policy files, merged of all modules on the class path. */
    public static String schema() {
        return PolicyDocument.schema();
    }

    /** What receipts, audit records and errors call it. */
    public String name() {
        return name;
    }

    /** What is done about a finding of that type in a text of that role going that way. */
    public Action actionFor(EntityType type, Role role, Direction direction) {
        for (int i = rules.size() - 1; i >= 0; i--) {
            Rule rule = rules.get(i);
            if (rule.fits(type, role, direction)) {
                return rule.action();
            }
        }
        return Action.ALLOW;
    }

    /** All rules from the weakest to the strongest: those of the preset, those for all types, then those of one type. */
    public List<Rule> rules() {
        return rules;
    }

    public Opaque opaque() {
        return opaque;
    }

    public Unknown unknown() {
        return unknown;
    }

    /** The largest request body that is screened, in bytes; larger ones are refused. */
    public long maxRequestBytes() {
        return maxRequestBytes;
    }

    /** The largest whole reply that is screened, in bytes; larger ones are refused. */
    public long maxReplyBytes() {
        return maxReplyBytes;
    }

    /** The tenant of calls that pin none. */
    public String tenant() {
        return tenant;
    }

    /** A module's section, as parsed or by its defaults. */
    public <T> T section(Class<T> type) {
        Object value = sections.get(type);
        if (value == null) {
            throw GuardException.of(GuardException.Reason.CONFIGURATION, "no policy section of type " + type.getName())
                    .remedy("put the module that defines it on the class path")
                    .build();
        }
        return type.cast(value);
    }

    /** The same policy with another section of a module. */
    public <T> Policy with(Class<T> type, T value) {
        Map<Class<?>, Object> all = new LinkedHashMap<>(sections);
        all.put(type, value);
        return new Policy(this, Map.copyOf(all));
    }

    /** Shows name and number of rules only. */
    @Override
    public String toString() {
        return "Policy[" + name + ", rules=" + rules.size() + "]";
    }

    /** Collects a policy in code; not thread-safe. */
    public static final class Builder {
        private String name;
        private final List<Rule> preset = new ArrayList<>();
        private final List<Rule> general = new ArrayList<>();
        private final List<Rule> specific = new ArrayList<>();
        private Opaque opaque = Opaque.BLOCK;
        private Unknown unknown;
        private long maxRequestBytes = 32L << 20;
        private long maxReplyBytes = 64L << 20;
        private String tenant = "default";
        private final Map<Class<?>, Object> sections = new LinkedHashMap<>();

        private Builder(Preset from) {
            PresetTable table = PresetTable.of(from);
            name = from.written();
            unknown = table.unknown();
            for (Rule rule : table.rules()) {
                boolean stays = rule.type().isPresent() && rule.action() == Action.BLOCK;
                (stays ? specific : preset).add(rule);
            }
        }

        /**
         * Names the policy.
         *
         * @throws IllegalArgumentException unless the name has 1 to 64 characters of {@code [A-Za-z0-9._-]} and starts
         *     with a letter or digit; it stands in log lines
         */
        @CanIgnoreReturnValue
        public Builder name(String name) {
            this.name = checked(name);
            return this;
        }

        /** What is done about that type in requests, whoever wrote it. */
        @CanIgnoreReturnValue
        public Builder action(EntityType type, Action action) {
            return rule(Rule.of(type, action));
        }

        /** What is done in requests about every type that has no rule of its own. */
        @CanIgnoreReturnValue
        public Builder otherwise(Action action) {
            return rule(Rule.ofAnyType(action));
        }

        /** Adds a rule: one with a type goes before all without, later ones before earlier ones. */
        @CanIgnoreReturnValue
        public Builder rule(Rule rule) {
            (rule.type().isPresent() ? specific : general).add(rule);
            return this;
        }

        /** What happens to content that cannot be read as text. */
        @CanIgnoreReturnValue
        public Builder opaque(Opaque opaque) {
            this.opaque = opaque;
            return this;
        }

        /** How findings at positions that no table knows are treated. */
        @CanIgnoreReturnValue
        public Builder unknown(Unknown unknown) {
            this.unknown = unknown;
            return this;
        }

        /** The largest request body that is screened, from 1 byte to 2 GiB less 65 bytes. */
        @CanIgnoreReturnValue
        public Builder maxRequestBytes(long bytes) {
            this.maxRequestBytes = positive(bytes);
            return this;
        }

        /** The largest whole reply that is screened, from 1 byte to 2 GiB less 65 bytes. */
        @CanIgnoreReturnValue
        public Builder maxReplyBytes(long bytes) {
            this.maxReplyBytes = positive(bytes);
            return this;
        }

        /** The tenant of calls that pin none. */
        @CanIgnoreReturnValue
        public Builder tenant(String tenant) {
            this.tenant = Scope.of(tenant, "-").tenant();
            return this;
        }

        /** Sets a module's section. */
        @CanIgnoreReturnValue
        public <T> Builder section(Class<T> type, T value) {
            sections.put(type, value);
            return this;
        }

        public Policy build() {
            return new Policy(this);
        }

        private static String checked(String name) {
            boolean legal = !name.isEmpty() && name.length() <= 64 && "._-".indexOf(name.charAt(0)) < 0;
            for (int i = 0; legal && i < name.length(); i++) {
                char c = name.charAt(i);
                legal = (c >= 'a' && c <= 'z')
                        || (c >= 'A' && c <= 'Z')
                        || (c >= '0' && c <= '9')
                        || "._-".indexOf(c) >= 0;
            }
            if (!legal) {
                throw new IllegalArgumentException("a policy's name has 1 to 64 characters of A-Z, a-z, 0-9, '.', '_'"
                        + " and '-', and starts with a letter or digit");
            }
            return name;
        }

        private static long positive(long bytes) {
            if (bytes <= 0 || bytes > Integer.MAX_VALUE - 64) {
                throw new IllegalArgumentException("a size limit lies between 1 byte and 2 GiB");
            }
            return bytes;
        }
    }
}
