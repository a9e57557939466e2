package io.chatguard.redact.names.train;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/** People that templates are filled with: names of many cultures, most of them of the template's language. */
final class People {

    /** A person: forename, middle name, surname. */
    record Person(String first, String mid, String last) {}

    /** Forenames of women and of men, and surnames. */
    record Pool(List<String> women, List<String> men, List<String> surnames) {
        Pool() {
            this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        }

        boolean full() {
            return !surnames.isEmpty() && (!women.isEmpty() || !men.isEmpty());
        }
    }

    private static final Map<String, Set<String>> COUNTRIES = Map.of(
            "en", Set.of("US", "GB", "CA", "AU", "NZ", "IE"),
            "de", Set.of("DE", "AT", "CH", "LI", "LU"),
            "fr", Set.of("FR", "BE", "CH", "LU", "MC", "HT"),
            "es", Set.of("ES", "MX", "AR", "CO", "CL", "PE", "VE", "EC", "CU", "DO", "CR", "PY", "SV", "GT"),
            "it", Set.of("IT", "SM"),
            "pt", Set.of("PT", "BR"));

    private final Map<String, Pool> cultures = new HashMap<>();
    private final List<Pool> world = new ArrayList<>();
    private final Pool tail = new Pool();

    /** From our own list, and the files of names of a folder where there are any. */
    static People read(Path folder) throws IOException {
        People out = new People();
        for (String[] row : Lists.rows("lists/people.txt", 3)) {
            Pool pool = out.cultures.computeIfAbsent(row[0], k -> new Pool());
            List<String> names = List.of(row[2].split(",", -1));
            (row[1].equals("f") ? pool.women() : row[1].equals("m") ? pool.men() : pool.surnames()).addAll(names);
        }
        out.world.addAll(List.of(out.cultures.get("india"), out.cultures.get("arabic"), out.cultures.get("slavic")));
        out.world.addAll(List.of(out.cultures.get("asia"), out.cultures.get("africa"), out.cultures.get("north")));
        out.world.add(out.cultures.get("turkic"));
        out.popular(folder.resolve("gaz_popular_names.jsonl"));
        Path many = folder.resolve("gaz_smashew_names.jsonl");
        if (Files.exists(many)) {
            for (String line : Files.readAllLines(many)) {
                JsonNode node = new JsonMapper().readTree(line);
                String name = node.get("text").asText();
                if (name.length() > 2) {
                    (node.get("label").asText().equals("surname") ? out.tail.surnames() : out.tail.women()).add(name);
                }
            }
            out.tail.men().addAll(out.tail.women());
        }
        return out;
    }

    private void popular(Path file) throws IOException {
        if (!Files.exists(file)) {
            return;
        }
        Map<String, Pool> byCountry = new TreeMap<>();
        JsonMapper json = new JsonMapper();
        for (String line : Files.readAllLines(file)) {
            JsonNode node = json.readTree(line);
            String country = node.get("country").asText();
            String name = node.get("text").asText();
            boolean surname = node.get("label").asText().equals("surname");
            boolean woman = node.get("gender").asText().equals("F");
            List<Pool> pools = new ArrayList<>(List.of(byCountry.computeIfAbsent(country, k -> new Pool())));
            for (Map.Entry<String, Set<String>> e : new TreeMap<>(COUNTRIES).entrySet()) {
                if (e.getValue().contains(country)) {
                    pools.add(cultures.get(e.getKey()));
                }
            }
            for (Pool pool : pools) {
                (surname ? pool.surnames() : woman ? pool.women() : pool.men()).add(name);
            }
        }
        byCountry.values().stream().filter(Pool::full).forEach(world::add);
    }

    /** All names with what they are: forenames first, then surnames. */
    List<List<String>> all() {
        List<List<String>> out = List.of(new ArrayList<>(), new ArrayList<>());
        List<Pool> pools = new ArrayList<>(new TreeMap<>(cultures).values());
        pools.addAll(world);
        for (Pool pool : pools) {
            out.get(0).addAll(pool.women());
            out.get(0).addAll(pool.men());
            out.get(1).addAll(pool.surnames());
        }
        return out;
    }

    /** Somebody; gender f, m or anything else for either. */
    Person any(String language, String gender, Random random) {
        int dice = random.nextInt(100);
        Pool pool = dice < 50 ? cultures.get(language) : dice < 75 ? world.get(random.nextInt(world.size())) : tail;
        pool = pool != null && pool.full() ? pool : cultures.get(language);
        // Families move: one in seven has the surname of another culture.
        Pool other = random.nextInt(7) == 0 ? world.get(random.nextInt(world.size())) : pool;
        boolean woman = gender.equals("f") || !gender.equals("m") && random.nextBoolean();
        String first = forename(pool, woman, random);
        String last = pick(other.surnames(), random);
        if (random.nextInt(9) == 0) {
            first = invented(first, forename(pool, woman, random));
            last = invented(last, pick(other.surnames(), random));
        }
        return new Person(first, forename(pool, woman, random), last);
    }

    /** The start of one name and the end of another: a name that no list knows, as most of the world's are. */
    static String invented(String one, String other) {
        int head = Math.min(one.length(), one.length() / 2 + 1);
        return one.substring(0, head)
                + other.substring(Math.min(other.length(), other.length() / 2)).toLowerCase(Locale.ROOT);
    }

    private static String forename(Pool pool, boolean woman, Random random) {
        List<String> names = woman && !pool.women().isEmpty() || pool.men().isEmpty() ? pool.women() : pool.men();
        return pick(names, random);
    }

    static <T> T pick(List<T> from, Random random) {
        return from.get(random.nextInt(from.size()));
    }
}
