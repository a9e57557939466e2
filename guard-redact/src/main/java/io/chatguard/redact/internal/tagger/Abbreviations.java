package io.chatguard.redact.internal.tagger;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Words whose full stop belongs to them. */
final class Abbreviations {

    private static final long[] HASHES = read();

    private Abbreviations() {}

    static boolean contains(CharSequence text, int start, int end) {
        return Arrays.binarySearch(HASHES, NameFold.hash(text, start, end)) >= 0;
    }

    private static long[] read() {
        try (InputStream in = Abbreviations.class.getResourceAsStream("abbreviations.txt")) {
            if (in == null) {
                throw new IllegalStateException("abbreviations.txt is missing from the jar of guard-redact");
            }
            BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            long[] out = new long[256];
            int n = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("#")) {
                    continue;
                }
                int end;
                for (int i = 0; i < line.length(); i = end + 1) {
                    end = line.indexOf(' ', i);
                    end = end < 0 ? line.length() : end;
                    out = n == out.length ? Arrays.copyOf(out, 2 * n) : out;
                    out[n++] = NameFold.hash(line, i, end);
                }
            }
            long[] sorted = Arrays.copyOf(out, n);
            Arrays.sort(sorted);
            return sorted;
        } catch (IOException unreadable) {
            throw new IllegalStateException("abbreviations.txt in the jar of guard-redact cannot be read");
        }
    }
}
