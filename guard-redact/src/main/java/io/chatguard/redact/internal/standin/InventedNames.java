package io.chatguard.redact.internal.standin;

import io.chatguard.redact.internal.engine.DataFile;
import java.lang.Character.UnicodeScript;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Names of people in the script of the real one ({@code names.txt}): always given and family name, also for one word. */
final class InventedNames implements Invention {

    private record Names(String[] given, String[] family, boolean familyFirst, String between) {}

    private final Map<UnicodeScript, Names> scripts = new EnumMap<>(UnicodeScript.class);

    InventedNames() {
        for (String[] row : DataFile.table(InventedNames.class, "names.txt", 4)) {
            scripts.put(
                    UnicodeScript.forName(row[0]),
                    new Names(
                            row[1].split(",", -1),
                            row[2].split(",", -1),
                            row[3].startsWith("family"),
                            row[3].contains("space") ? " " : ""));
        }
    }

    @Override
    public Optional<String> like(String value, RandomGenerator random) {
        Names names = script(value).map(scripts::get).orElse(null);
        if (names == null) {
            return Optional.empty();
        }
        String given = names.given()[random.nextInt(names.given().length)];
        String family = names.family()[random.nextInt(names.family().length)];
        String name = names.familyFirst() ? family + names.between() + given : given + names.between() + family;
        boolean shouting =
                value.equals(value.toUpperCase(Locale.ROOT)) && !value.equals(value.toLowerCase(Locale.ROOT));
        return Optional.of(shouting ? name.toUpperCase(Locale.ROOT) : name);
    }

    /** The script of the first letter. */
    private static Optional<UnicodeScript> script(String value) {
        return value.codePoints()
                .filter(Character::isLetter)
                .mapToObj(UnicodeScript::of)
                .findFirst();
    }
}
