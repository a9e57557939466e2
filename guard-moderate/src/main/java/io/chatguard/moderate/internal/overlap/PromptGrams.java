package io.chatguard.moderate.internal.overlap;

import io.chatguard.moderate.internal.text.Words;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * All runs of up to N words of the instructions of a request, by hash, and those of the canary.
 *
 * <p>Memory is N longs for each word of the instructions. Two runs with one 64-bit hash would be taken for equal; that
 * stops a reply that did not repeat anything about once in 2^40 words. Not thread-safe while it is filled.
 */
final class PromptGrams {

    private final int words;
    private final Set<Long> runs = new HashSet<>();
    private final List<Long> canary = new ArrayList<>();

    PromptGrams(int words) {
        this.words = words;
    }

    /** How many words make a leak. */
    int leak() {
        return words;
    }

    void add(String text) {
        List<Long> hashes = hashes(text);
        for (int from = 0; from < hashes.size(); from++) {
            long run = 0;
            for (int i = from; i < hashes.size() && i - from < words; i++) {
                run = joined(run, hashes.get(i));
                runs.add(run);
            }
        }
    }

    /** A word sequence that is a leak by itself. */
    void addCanary(String text) {
        canary.addAll(hashes(text));
        long run = 0;
        for (long word : canary) {
            run = joined(run, word);
            runs.add(run);
        }
    }

    boolean isEmpty() {
        return runs.isEmpty();
    }

    /** How long the longest run is that these words end with, up to one more than {@code before}. */
    int matched(List<Long> last, int before) {
        for (int length = Math.min(Math.min(before + 1, words), last.size()); length > 0; length--) {
            long run = 0;
            for (int i = last.size() - length; i < last.size(); i++) {
                run = joined(run, last.get(i));
            }
            if (runs.contains(run)) {
                return length;
            }
        }
        return 0;
    }

    /** Whether these words end with the canary. */
    boolean endsWithCanary(List<Long> last) {
        int from = last.size() - canary.size();
        return !canary.isEmpty() && from >= 0 && last.subList(from, last.size()).equals(canary);
    }

    private static long joined(long run, long word) {
        long mixed = (run ^ word) * 0x9E3779B97F4A7C15L;
        return mixed ^ mixed >>> 29;
    }

    private static List<Long> hashes(String text) {
        List<Long> hashes = new ArrayList<>();
        Words.of(text, (folded, start, end) -> {
            if (Words.isSpoken(folded)) {
                hashes.add(hash(folded));
            }
        });
        return hashes;
    }

    static long hash(String word) {
        long hash = 0xCBF29CE484222325L;
        for (int i = 0; i < word.length(); i++) {
            hash = (hash ^ word.charAt(i)) * 0x100000001B3L;
        }
        return hash * 0x9E3779B97F4A7C15L;
    }
}
