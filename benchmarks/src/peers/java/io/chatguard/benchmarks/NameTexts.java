package io.chatguard.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Sentences and prompts that all differ, a third of the sentences without a name. The seed is fixed. */
final class NameTexts {

    private static final long SEED = 20260102;

    private static final String[] FIRST = {
        "Amelia", "Bruno", "Carla", "Dimitri", "Elena", "Farid", "Greta", "Hugo", "Ines", "Jonas", "Karin", "Luca",
        "Marta", "Nils", "Olga", "Priya", "Quentin", "Rosa", "Stefan", "Teresa", "Ulrich", "Wei", "Yusuf", "Zoë"
    };
    private static final String[] LAST = {
        "Abbott", "Becker", "Carvalho", "Dubois", "Eriksen", "Fischer", "García", "Haas", "Ivanov", "Jensen",
                "Kowalski",
        "Lindqvist", "Moreau", "Novák", "Okafor", "Petrov", "Quinn", "Rossi", "Santos", "Tanaka", "Vogel", "Yılmaz"
    };
    private static final String[] CITY = {
        "Lyon",
        "Hamburg",
        "Porto",
        "Chicago",
        "Turin",
        "Valencia",
        "Leeds",
        "Nairobi",
        "Osaka",
        "Graz",
        "Denver",
        "Pune"
    };
    private static final String[] SENTENCE = {
        "%1$s %2$s called about the invoice of %4$d euros.",
        "can you ask %1$s whether order %4$d has left %3$s yet",
        "Please move the appointment of Mrs %2$s from room %4$d to the one next door.",
        "i told %1$s that the parcel is still in %3$s and he was not amused",
        "The contract between %1$s %2$s and the landlord ends in %4$d days.",
        "Our colleague in %3$s, %1$s %2$s, will take over ticket %4$d.",
        "summarise the notes of %1$s and leave out paragraph %4$d please",
        "Dr. %2$s noted a pulse of %4$d and sent the patient home.",
        "Best regards, %1$s (extension %4$d)",
        "The build fails in step %4$d because the cache of the runner is full.",
        "Write a short reply that explains the delay of %4$d days without blaming anyone.",
        "what is a good name for a variable that holds %4$d retries",
        "In May the sales team grew by %4$d per cent, mostly in the new region.",
        "Turn the table below into JSON with a field for each of the %4$d columns."
    };

    private NameTexts() {}

    /** So many sentences. */
    static List<String> sentences(int count) {
        Random random = new Random(SEED);
        List<String> all = new ArrayList<>();
        while (all.size() < count) {
            all.add(sentence(random));
        }
        return all;
    }

    /** So many prompts of two kilobytes. */
    static List<String> prompts(int count) {
        Random random = new Random(SEED + 1);
        List<String> all = new ArrayList<>();
        while (all.size() < count) {
            StringBuilder text = new StringBuilder();
            while (text.length() < 2048) {
                text.append(sentence(random)).append(random.nextInt(4) == 0 ? '\n' : ' ');
            }
            all.add(text.substring(0, 2048));
        }
        return all;
    }

    private static String sentence(Random random) {
        return String.format(
                Locale.ROOT,
                pick(SENTENCE, random),
                pick(FIRST, random),
                pick(LAST, random),
                pick(CITY, random),
                random.nextInt(100_000));
    }

    private static String pick(String[] from, Random random) {
        return from[random.nextInt(from.length)];
    }
}
