package io.chatguard.redact.names.train;

import io.chatguard.EntityType;
import io.chatguard.redact.names.train.Annotated.Span;
import io.chatguard.redact.names.train.People.Person;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;

/** Our own sentences with slots, and what they become when people, places and things are put in. */
public final class Templates {

    /** A line of a template file. */
    public record Template(String language, String genre, String line) {}

    private static final EntityType NRP = EntityType.of("NRP");

    private final People people;
    private final Map<String, List<String>> fillers = new HashMap<>();

    Templates(People people) {
        this.people = people;
        for (String[] row : Lists.rows("lists/fillers.txt", 3)) {
            fillers.computeIfAbsent(row[0] + " " + row[1], k -> new ArrayList<>())
                    .addAll(List.of(row[2].split(",", -1)));
        }
        for (String[] row : Lists.rows("lists/places.txt", 2)) {
            for (String place : row[1].split(",", -1)) {
                fillers.computeIfAbsent("* " + row[0], k -> new ArrayList<>()).add(place);
            }
        }
    }

    /** All lines of all languages, in the order of their files. */
    public static List<Template> all() {
        try {
            URI root = Objects.requireNonNull(Templates.class.getResource("/io/chatguard/redact/names/templates"))
                    .toURI();
            List<Template> out = new ArrayList<>();
            try (Stream<Path> files = Files.walk(Path.of(root))) {
                for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                    String language = String.valueOf(file.getParent().getFileName());
                    String name = String.valueOf(file.getFileName());
                    for (String line : Lists.lines("templates/" + language + "/" + name)) {
                        out.add(new Template(language, name.replace(".txt", ""), line));
                    }
                }
            }
            return out;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** One of the texts that a template stands for. */
    Annotated fill(Template template, Random random) {
        StringBuilder out = new StringBuilder();
        List<Span> spans = new ArrayList<>();
        Map<String, Person> known = new HashMap<>();
        String line = template.line();
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '\\' && i + 1 < line.length()) {
                char next = line.charAt(++i);
                out.append(next == 'n' ? '\n' : next == 't' ? '\t' : next);
            } else if (c == '{') {
                int end = line.indexOf('}', i);
                slot(line.substring(i + 1, end), template.language(), known, out, spans, random);
                i = end;
            } else if (c == '[' && literal(line, i) > 0) {
                int end = line.indexOf(']', i);
                int blank = literal(line, i);
                EntityType type = EntityType.of(line.substring(i + 1, blank));
                spans.add(new Span(type, out.length(), out.length() + end - blank - 1));
                out.append(line, blank + 1, end);
                i = end;
            } else {
                out.append(c);
            }
        }
        return new Annotated(out.toString(), spans);
    }

    /** The blank behind the type of a marked name; -1 if none is marked here. */
    private static int literal(String line, int at) {
        for (String type : List.of("PERSON", "LOCATION", "ORGANIZATION", "NRP")) {
            if (line.startsWith(type + " ", at + 1)) {
                return at + 1 + type.length();
            }
        }
        return -1;
    }

    private void slot(
            String slot,
            String language,
            Map<String, Person> known,
            StringBuilder out,
            List<Span> spans,
            Random random) {
        int colon = slot.indexOf(':');
        String kind = colon < 0 ? slot : slot.substring(0, colon);
        String number = colon < 0 ? "" : slot.substring(colon + 1);
        int dot = Math.max(kind.indexOf('.'), number.indexOf('.'));
        String gender = (kind + " " + number + " ").contains(".f ")
                ? "f"
                : (kind + " " + number + " ").contains(".m ") ? "m" : "";
        kind = kind.replace(".f", "").replace(".m", "");
        number = number.replace(".f", "").replace(".m", "");
        Person person = number.isEmpty()
                ? people.any(language, gender, random)
                : known.computeIfAbsent(number, k -> people.any(language, gender, random));
        String value = person(kind, person, random);
        EntityType type = EntityType.PERSON;
        if (value.isEmpty()) {
            type = switch (kind) {
                case "city", "country", "region", "landmark" -> EntityType.LOCATION;
                case "org", "agency" -> EntityType.ORGANIZATION;
                case "nationality" -> NRP;
                default -> null;
            };
            value = thing(kind, language, person, random);
        }
        int start = out.length();
        out.append(value);
        if (type != null) {
            int possessive = kind.equals("possessive") ? 2 : 0;
            spans.add(new Span(type, start, out.length() - possessive));
        }
        assert dot < 0 || !gender.isEmpty() : slot;
    }

    private static String person(String kind, Person p, Random random) {
        String full = p.first() + " " + p.last();
        return switch (kind) {
            case "first" -> p.first();
            case "last" -> p.last();
            case "full" -> full;
            case "mid" ->
                p.first() + " " + (random.nextInt(3) == 0 ? p.mid().charAt(0) + "." : p.mid()) + " " + p.last();
            case "initial" -> p.first().charAt(0) + ". " + p.last();
            case "lastfirst" -> p.last() + ", " + p.first();
            case "upper" -> full.toUpperCase(Locale.ROOT);
            case "possessive" -> (random.nextBoolean() ? p.first() : full) + "'s";
            default -> "";
        };
    }

    private String thing(String kind, String language, Person person, Random random) {
        List<String> own = fillers.getOrDefault(language + " " + kind, fillers.get("* " + kind));
        switch (kind) {
            case "city", "country", "region":
                if (kind.equals("city") && random.nextInt(5) == 0) {
                    return Streets.town(person, random);
                }
                String[] spellings =
                        People.pick(Objects.requireNonNull(own), random).split("/", -1);
                return spellings[random.nextInt(spellings.length)];
            case "org":
                return organization(language, person, random);
            case "street":
                return random.nextInt(3) == 0
                        ? People.pick(Objects.requireNonNull(own), random)
                        : Streets.of(person, random);
            case "product":
                return random.nextInt(4) == 0 ? Brands.word(random) : People.pick(Objects.requireNonNull(own), random);
            case "email":
                return email(person, random);
            default:
                return own != null ? People.pick(own, random) : Figures.of(kind, random);
        }
    }

    private String organization(String language, Person person, Random random) {
        String form = People.pick(Objects.requireNonNull(fillers.get(language + " orgform")), random);
        String known = People.pick(Objects.requireNonNull(fillers.get("* org")), random);
        String other = people.any(language, "", random).last();
        return switch (random.nextInt(10)) {
            case 0 -> known + " " + form;
            case 1 -> person.last() + " " + Brands.trade(random);
            case 2 -> person.last() + " " + form;
            case 3 -> person.last() + " & " + other;
            case 4 -> person.last() + "-" + other;
            case 5 ->
                person.last() + ", " + other + " " + (language.equals("en") ? "and" : "&") + " "
                        + people.any(language, "", random).last();
            case 6 -> Brands.word(random);
            case 7 -> Brands.word(random) + " " + (random.nextBoolean() ? form : Brands.trade(random));
            default -> known;
        };
    }

    private static String email(Person person, Random random) {
        String first = ascii(person.first());
        String last = ascii(person.last());
        String local = switch (random.nextInt(4)) {
            case 0 -> first + "." + last;
            case 1 -> first.substring(0, Math.min(1, first.length())) + last;
            case 2 -> first + random.nextInt(100);
            default -> last + "_" + first;
        };
        return (local.isEmpty() ? "info" : local) + "@" + (random.nextBoolean() ? "example.com" : "mail.example.org");
    }

    private static String ascii(String name) {
        String plain = Normalizer.normalize(name.toLowerCase(Locale.ROOT), Normalizer.Form.NFD);
        StringBuilder out = new StringBuilder();
        plain.chars().filter(c -> c >= 'a' && c <= 'z').forEach(c -> out.append((char) c));
        return out.toString();
    }
}
