package io.chatguard.examples.cli.git;

import java.util.Optional;

/**
 * One line of a {@code .gitignore}, as <a href="https://git-scm.com/docs/gitignore">gitignore(5)</a> has it.
 *
 * <p>Like git it compares bytes: lines and paths are strings in which each character is a byte of UTF-8. Own code,
 * since JGit would be 3.4 MB for it, and matches by a regular expression that goes back: a hostile line could hold up a
 * scan. Here a path takes the length of the path times that of the line.
 */
final class IgnorePattern {
    private final Glob glob;
    private final boolean negated;
    private final boolean folderOnly;
    private final boolean nameOnly;

    private IgnorePattern(Glob glob, boolean negated, boolean folderOnly, boolean nameOnly) {
        this.glob = glob;
        this.negated = negated;
        this.folderOnly = folderOnly;
        this.nameOnly = nameOnly;
    }

    /** The pattern of a line; empty for blank lines and comments. */
    static Optional<IgnorePattern> of(String line) {
        String written = withoutTrailingSpaces(line.endsWith("\r") ? line.substring(0, line.length() - 1) : line);
        if (written.isEmpty() || written.charAt(0) == '#') {
            return Optional.empty();
        }
        boolean negated = written.charAt(0) == '!';
        String pattern = negated ? written.substring(1) : written;
        boolean folderOnly = pattern.endsWith("/");
        if (folderOnly) {
            pattern = pattern.substring(0, pattern.length() - 1);
        }
        boolean nameOnly = pattern.indexOf('/') < 0;
        String anchored = pattern.startsWith("/") ? pattern.substring(1) : pattern;
        return anchored.isEmpty()
                ? Optional.empty()
                : Optional.of(new IgnorePattern(Glob.of(anchored), negated, folderOnly, nameOnly));
    }

    /** Whether what it fits is not ignored after all. */
    boolean isNegated() {
        return negated;
    }

    /** Whether it fits a path relative to the folder of its file. */
    boolean fits(String path, Entry entry) {
        if (folderOnly && entry != Entry.FOLDER) {
            return false;
        }
        return glob.matches(path, nameOnly ? path.lastIndexOf('/') + 1 : 0);
    }

    /** Spaces at the end do not count, unless a backslash stands before them. */
    private static String withoutTrailingSpaces(String line) {
        int end = 0;
        for (int i = 0; i < line.length(); i++) {
            if (line.charAt(i) == '\\') {
                i++;
                end = Math.min(i + 1, line.length());
            } else if (line.charAt(i) != ' ') {
                end = i + 1;
            }
        }
        return line.substring(0, end);
    }
}
