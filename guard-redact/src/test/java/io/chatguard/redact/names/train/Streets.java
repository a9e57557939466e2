package io.chatguard.redact.names.train;

import io.chatguard.redact.names.train.People.Person;
import java.util.List;
import java.util.Random;

/** Streets and towns that are called after people or sound like it: nobody lives in them, so they are no names of people. */
final class Streets {

    private static final List<String> BEHIND = List.of(
            "Street",
            "St",
            "Road",
            "Rd",
            "Avenue",
            "Ave",
            "Lane",
            "Drive",
            "Court",
            "Way",
            "Close",
            "Crescent",
            "Terrace",
            "Boulevard",
            "Parkway",
            "Square",
            "Hill",
            "Gardens",
            "Heights",
            "Circle",
            "Trail");

    private static final List<String> JOINED = List.of(
            "straße", "str.", "weg", "gasse", "platz", "allee", "gatan", "vägen", "veien", "gade", "vej", "straat",
            "laan");

    private static final List<String> BEFORE = List.of(
            "rue",
            "avenue",
            "boulevard",
            "calle",
            "avenida",
            "Avda.",
            "paseo",
            "via",
            "viale",
            "piazza",
            "corso",
            "rua",
            "Av.",
            "travessa",
            "ul.",
            "Calle",
            "Via",
            "Rua",
            "Rue",
            "Largo",
            "Plaza",
            "place");

    private static final List<String> UNITS = List.of(
            "Apt. %d", "Suite %d", "Unit %d", "#%d", "Flat %d", "Apartment %d", "%dº", "piso %d", "Etage %d", "Box %d");

    private static final List<String> TOWN_ENDS = List.of(
            "ville", "ton", "burg", "dorf", "heim", "hausen", "stad", "by", "ford", "field", "ham", "wood", "ovo",
            "ica", "ano");

    private static final List<String> TOWN_STARTS = List.of(
            "San ", "Santa ", "Saint-", "Sankt ", "São ", "Villa ", "Vila ", "Bad ", "Neu", "New ", "Fort ", "Castel ",
            "El ", "La ", "Monte ", "Port ", "Lake ", "West ", "Groß ", "Nova ");

    private Streets() {}

    /** After USPS Publication 28, as the suffixes of its appendix C1. */
    private static final List<String> FORCES =
            List.of("APO AE", "APO AA", "APO AP", "FPO AE", "FPO AP", "DPO AE", "DPO AA");

    /** An address of one line, often with a house number, a flat, or both. */
    static String of(Person person, Random random) {
        if (random.nextInt(25) == 0) {
            return (random.nextBoolean() ? "PSC " : "Unit ") + (1_000 + random.nextInt(9_000)) + " Box "
                    + random.nextInt(9_000) + " " + People.pick(FORCES, random) + " "
                    + (10_000 + random.nextInt(80_000));
        }
        String number = String.valueOf(1 + random.nextInt(random.nextBoolean() ? 200 : 20_000));
        String name = random.nextInt(3) == 0 ? person.first() + " " + person.last() : person.last();
        String street = switch (random.nextInt(4)) {
            case 0 -> People.pick(BEFORE, random) + " " + name + (random.nextBoolean() ? " " : ", ") + number;
            case 1 -> person.last() + People.pick(JOINED, random) + " " + number;
            case 2 -> number + " " + People.pick(BEFORE, random) + " " + name;
            default -> number + " " + name + " " + People.pick(BEHIND, random);
        };
        return random.nextInt(3) == 0
                ? street
                        + (random.nextBoolean() ? " " : ", ")
                        + People.pick(UNITS, random).replace("%d", String.valueOf(1 + random.nextInt(900)))
                : street;
    }

    /** A small town that no list knows. */
    static String town(Person person, Random random) {
        String root = person.last().replace(" ", "");
        return switch (random.nextInt(3)) {
            case 0 -> root.substring(0, Math.min(root.length(), 5)) + People.pick(TOWN_ENDS, random);
            case 1 -> People.pick(TOWN_STARTS, random) + root;
            default -> People.invented(root, person.mid().replace(" ", "") + People.pick(TOWN_ENDS, random));
        };
    }
}
