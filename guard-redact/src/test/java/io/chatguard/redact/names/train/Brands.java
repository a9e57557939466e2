package io.chatguard.redact.names.train;

import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Names of companies and products that no list knows, so that not every unknown word with a capital is a person. */
final class Brands {

    private static final List<String> STARTS = List.of(
            "Ac", "Al", "Arc", "Ax", "Bit", "Blu", "Cal", "Cen", "Clar", "Cor", "Cy", "Dat", "Del", "Dy", "Eco", "El",
            "En", "Ep", "Ex", "Fin", "Flex", "Gen", "Glo", "Grid", "Hy", "In", "Jet", "Kin", "Lex", "Log", "Lum", "Max",
            "Med", "Meta", "Mo", "Net", "Nex", "Nim", "Om", "Op", "Ort", "Pay", "Per", "Pix", "Quan", "Re", "Sen",
            "Sig", "Sky", "Sol", "Spar", "Syn", "Tec", "Ter", "Tri", "Uni", "Vec", "Ver", "Vo", "Web", "Xen", "Yel",
            "Zap", "Zen");

    private static final List<String> ENDS = List.of(
            "a", "agen", "aris", "base", "bit", "bot", "cast", "centric", "city", "co", "corp", "deck", "dex", "dyne",
            "era", "ex", "flow", "forge", "form", "ia", "ify", "igo", "ion", "is", "istics", "ium", "ix", "lane", "ly",
            "lytics", "max", "mind", "num", "on", "ora", "os", "path", "pay", "pro", "quest", "robe", "scape", "sense",
            "soft", "spot", "stack", "star", "sys", "tec", "tech", "tion", "tron", "ure", "us", "via", "vox", "ware",
            "wave", "wise", "works");

    private static final List<String> TRADES = List.of(
            "Research",
            "Analytics",
            "Media",
            "Investments",
            "Capital",
            "Advisors",
            "Software",
            "Systems",
            "Networks",
            "Foods",
            "Motors",
            "Airlines",
            "Pharma",
            "Energy",
            "Insurance",
            "Logistics",
            "Records",
            "Studios",
            "Publishing",
            "Labs",
            "Bank",
            "Bakery",
            "Consulting",
            "Architects",
            "Realty",
            "Movers",
            "Stores",
            "Hotels",
            "University",
            "College");

    private Brands() {}

    /** One coined word: Nimlytics. */
    static String word(Random random) {
        String word = People.pick(STARTS, random)
                + (random.nextInt(3) == 0 ? People.pick(STARTS, random).toLowerCase(Locale.ROOT) : "");
        return word + People.pick(ENDS, random);
    }

    /** What a company does, behind its name. */
    static String trade(Random random) {
        return People.pick(TRADES, random);
    }
}
