package io.chatguard.redact.names.train;

import java.util.Random;

/** Slips of the finger, one in a word. */
final class Misspelling {

    private static final String ROWS = "qwertyuiop asdfghjkl zxcvbnm";

    private Misspelling() {}

    /** A word with a letter doubled, left out, swapped or hit beside; as it is if it is short. */
    static String of(String word, Random random) {
        if (word.length() < 5) {
            return word;
        }
        int at = 1 + random.nextInt(word.length() - 2);
        char c = word.charAt(at);
        if (!Character.isLetter(c)) {
            return word;
        }
        switch (random.nextInt(4)) {
            case 0:
                return word.substring(0, at) + c + word.substring(at);
            case 1:
                return word.substring(0, at) + word.substring(at + 1);
            case 2:
                return word.substring(0, at) + word.charAt(at + 1) + c + word.substring(at + 2);
            default:
                int key = ROWS.indexOf(c);
                return key < 0 || key + 1 >= ROWS.length() || ROWS.charAt(key + 1) == ' '
                        ? word
                        : word.substring(0, at) + ROWS.charAt(key + 1) + word.substring(at + 1);
        }
    }
}
