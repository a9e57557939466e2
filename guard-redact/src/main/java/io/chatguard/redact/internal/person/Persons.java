package io.chatguard.redact.internal.person;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The persons of one scope. A forename or a surname alone belongs to the one person whose full name has it; where two
 * have it, or somebody is known already by it, it is a person of its own: two people are never taken for one because of
 * what they are called.
 *
 * <p>Somebody with a form of address ({@code Mr Schmidt} beside an Anna Schmidt) is told apart; a surname alone that
 * comes later may be theirs and then belongs to nobody. Not thread-safe.
 */
public final class Persons {

    private static final String NOBODY = "";

    /** The head of each person by the keys of all its spellings. */
    private final Map<String, String> heads = new HashMap<>();

    /** The persons with a part of that name; full and titled ones. */
    private final Map<String, Set<PersonName>> byPart = new HashMap<>();

    /**
     * Takes a name that the scope holds.
     *
     * @param head the key of the person that it belongs to: {@link #key} of the name that came first
     */
    public void held(String name, String head) {
        PersonName read = PersonName.of(name);
        heads.putIfAbsent(read.key(), head);
        index(read);
    }

    /** The key of a name that is a person of its own. */
    public static String key(String name) {
        return PersonName.of(name).key();
    }

    /**
     * Whose each name is: its head's key. Those of one person stand together, its full name first, where the first of them
     * stood.
     *
     * @param wanted names that the scope does not hold, in the order of the texts
     */
    public Map<String, String> assign(Collection<String> wanted) {
        Map<String, PersonName> read = new LinkedHashMap<>();
        for (String name : wanted) {
            read.put(name, PersonName.of(name));
        }
        read.values().stream().filter(PersonName::isFull).forEach(this::index);
        Map<String, List<String>> byHead = new LinkedHashMap<>();
        for (Map.Entry<String, PersonName> next : read.entrySet()) {
            PersonName name = next.getValue();
            String head = heads.containsKey(name.key()) ? heads.get(name.key()) : headOf(name);
            List<String> own = byHead.computeIfAbsent(head, h -> new ArrayList<>());
            own.add(name.key().equals(head) ? firstOfOthers(own, head) : own.size(), next.getKey());
            heads.put(name.key(), head);
            index(name);
        }
        Map<String, String> out = new LinkedHashMap<>();
        byHead.forEach((head, names) -> names.forEach(name -> out.put(name, head)));
        return out;
    }

    private static int firstOfOthers(List<String> names, String head) {
        int i = 0;
        while (i < names.size() && key(names.get(i)).equals(head)) {
            i++;
        }
        return i;
    }

    private String headOf(PersonName name) {
        if (name.isFull() || name.titled()) {
            return name.key();
        }
        String only = NOBODY;
        for (PersonName candidate : byPart.getOrDefault(name.last(), Set.of())) {
            if (candidate.fits(name)) {
                String head = heads.getOrDefault(candidate.key(), candidate.key());
                if (!only.equals(NOBODY) && !only.equals(head)) {
                    return name.key();
                }
                only = head;
            }
        }
        return only.equals(NOBODY) ? name.key() : only;
    }

    private void index(PersonName name) {
        if (name.isFull() || name.titled()) {
            for (String part : new HashSet<>(name.parts())) {
                byPart.computeIfAbsent(part, p -> new LinkedHashSet<>()).add(name);
            }
        }
    }
}
