package io.chatguard.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Chats that differ from each other: the same one again and again would be measured out of warm caches and predicted
 * branches. The seed is fixed, so that every run has the same ones.
 */
final class Chats {

    /** How many differ; a power of two. */
    static final int POOL = 256;

    private static final long SEED = 20260101;

    private static final String SYSTEM = """
            You are the support assistant of a company that ships parcels in Europe. Answer in the language of the \
            customer, in short paragraphs, and never promise a refund. When an address or a number is missing, ask \
            for it. End every answer with the reference of the case.""";

    private static final String[] FIRST = {
        "amelia", "bruno", "carla", "dimitri", "elena", "farid", "greta", "hugo", "ines", "jonas", "karin", "luca",
        "marta", "nils", "olga", "pavel", "quentin", "rosa", "stefan", "teresa", "ulrich", "vera", "walter", "yara"
    };
    private static final String[] LAST = {
        "abbott", "becker", "carvalho", "dubois", "eriksen", "fischer", "garcia", "haas", "ivanov", "jensen", "keller",
        "lindqvist", "moreau", "novak", "okafor", "petrov", "quinn", "rossi", "santos", "tanaka", "ullman", "vogel"
    };
    private static final String[] HOST = {
        "kestrel-logistics.com", "northwind.org", "mail.brightfield.net", "posteo.de", "harbourline.co.uk", "orange.fr"
    };
    /** Prefixes after which any four digits are a valid number. */
    private static final String[] PHONE = {
        "+49 30 9018 ", "+44 20 7946 ", "+33 1 42 68 ", "+1 212 736 ", "+39 06 6982 ", "+34 91 523 "
    };

    private static final String[] PLAIN = {
        "The %s left the depot on %s and nobody has seen it since.",
        "I was told to wait %d working days, but the page still says \"in transit\".",
        "Could you check whether the %s was handed to a neighbour, or is it still at the counter?",
        "Our driver tried twice on %s; both times the gate was closed.",
        "Please change the time window to the afternoon, the shop opens at %d.",
        "For the %s we paid the express rate, so a delay until %s is hard to explain to our own customers.",
        "The label was damaged – the scanner could only read the first %d digits.",
        "If it helps: the %s is about %d cm long and wrapped in blue foil.",
        "We have had the same trouble with the last %d orders from this depot.",
        "A colleague of mine called on %s and got no answer that made sense.",
        "The receipt says café, the invoice says bakery; both are us.",
        "Thanks for looking into this, I know that %s is a busy day for you."
    };
    private static final String[] WITH_VALUE = {
        "You can reach me at %s. ",
        "Please put %s in copy. ",
        "The driver should use %s. ",
        "What we have on file is %s, is that the same with you? ",
        "Before you change anything, confirm it with %s. "
    };
    private static final String[] THING = {"parcel", "pallet", "envelope", "crate", "replacement", "sample box"};
    private static final String[] DAY = {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday"};

    private final Random random = new Random(SEED);

    private Chats() {}

    /**
     * {@link #POOL} chats of about {@code bytes} bytes of JSON with that many different values each.
     *
     * <p>Three values are two e-mail addresses and one telephone number; twenty are eight addresses, six numbers, three
     * card numbers and three IP addresses.
     */
    static List<Chat> pool(int bytes, int values) {
        Chats source = new Chats();
        List<Chat> pool = new ArrayList<>(POOL);
        for (int i = 0; i < POOL; i++) {
            pool.add(source.chat(bytes, values));
        }
        return pool;
    }

    private Chat chat(int bytes, int count) {
        List<String> values = values(count);
        String question = question(values);
        List<String> turns = new ArrayList<>();
        Chat chat = new Chat(SYSTEM, turns, question, values);
        while (chat.body().length + 300 < bytes) {
            turns.add(sentences(2));
            turns.add(sentences(2));
        }
        return chat;
    }

    private String question(List<String> values) {
        StringBuilder out = new StringBuilder(sentences(2)).append("\n\n");
        for (String value : values) {
            out.append(String.format(Locale.ROOT, pick(WITH_VALUE), value));
            if (values.size() < 10) {
                out.append(sentences(1)).append(' ');
            }
        }
        return out.append(sentences(values.isEmpty() ? 4 : 1)).toString();
    }

    private List<String> values(int count) {
        List<String> values = new ArrayList<>();
        while (values.size() < count) {
            int at = values.size();
            String value = count == 3
                    ? at == 2 ? phone() : email()
                    : at < 8 ? email() : at < 14 ? phone() : at < 17 ? card() : address();
            if (!values.contains(value)) {
                values.add(value);
            }
        }
        return values;
    }

    private String email() {
        return pick(FIRST) + "." + pick(LAST) + random.nextInt(100) + "@" + pick(HOST);
    }

    private String phone() {
        return pick(PHONE) + (1000 + random.nextInt(9000));
    }

    /** Sixteen digits of a card with the check digit that they want. */
    private String card() {
        StringBuilder digits = new StringBuilder("4539");
        while (digits.length() < 15) {
            digits.append(random.nextInt(10));
        }
        int sum = 0;
        for (int i = 0; i < 15; i++) {
            int digit = digits.charAt(i) - '0';
            int doubled = digit * 2;
            sum += i % 2 == 0 ? doubled / 10 + doubled % 10 : digit;
        }
        return digits.append((10 - sum % 10) % 10).toString();
    }

    private String address() {
        return "185." + (1 + random.nextInt(200)) + "." + random.nextInt(250) + "." + (1 + random.nextInt(250));
    }

    private String sentences(int count) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < count; i++) {
            out.append(i == 0 ? "" : " ").append(sentence());
        }
        return out.toString();
    }

    private String sentence() {
        String form = pick(PLAIN);
        StringBuilder out = new StringBuilder();
        int at = 0;
        for (int mark = form.indexOf('%'); mark >= 0; mark = form.indexOf('%', at)) {
            out.append(form, at, mark);
            if (form.charAt(mark + 1) == 'd') {
                out.append(2 + random.nextInt(38));
            } else {
                boolean thing = form.startsWith("the ", mark - 4);
                out.append(pick(thing ? THING : DAY));
            }
            at = mark + 2;
        }
        return out.append(form, at, form.length()).toString();
    }

    private String pick(String[] from) {
        return from[random.nextInt(from.length)];
    }
}
