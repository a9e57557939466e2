package io.chatguard.examples.cli;

import java.nio.file.Path;
import java.util.List;

/** What a scan of files hands on, in the order of the files. */
sealed interface ScanPiece {

    /**
     * A file.
     *
     * @param path where it is
     * @param shown what people call it
     * @param relative its way from its root, with slashes
     * @param root which root that is, from 1
     */
    record Source(Path path, String shown, String relative, int root) {}

    /**
     * A part of a file, or all of it. What starts from {@code from} up to {@code to} in its text is its own, the rest is
     * seen from there.
     *
     * @param line the line in which the text starts, from 1
     * @param column how many UTF-16 units of that line stand before it
     */
    record Window(Source source, String text, int from, int to, long line, int column) implements ScanPiece {
        @Override
        public String toString() {
            return "Window[line " + line + "]";
        }
    }

    /** Something that could not be read. */
    record Trouble(String shown, String what) implements ScanPiece {}

    /** What was found in a part of a file. */
    record Scanned(Source source, List<Located> found, long size) {}

    /** A finding with its place: lines and columns from 1, the end column behind the last unit. */
    record Located(
            String label,
            String rule,
            double score,
            int length,
            long startLine,
            int startColumn,
            long endLine,
            int endColumn) {}
}
