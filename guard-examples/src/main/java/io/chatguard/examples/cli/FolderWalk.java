package io.chatguard.examples.cli;

import io.chatguard.examples.cli.git.Entry;
import io.chatguard.examples.cli.git.IgnoreRules;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The files below some folders, in the order of their names.
 *
 * <p>Links are not followed, so there is no way in circles; what is neither file nor folder is left out. What is named
 * itself is looked at even if git ignores it. Not thread-safe.
 */
final class FolderWalk {

    /** What happens to files that git ignores. */
    enum Ignored {
        SKIP,
        READ
    }

    private record Level(Iterator<Path> entries, IgnoreRules rules) {}

    private final Iterator<Path> named;
    private final Ignored ignored;
    private final Set<Path> begun = new HashSet<>();
    private final List<Path> roots = new ArrayList<>();
    private final Deque<Level> levels = new ArrayDeque<>();
    private Path start = Path.of("");
    private Path realStart = Path.of("");
    private int root;
    private long skipped;

    FolderWalk(List<Path> named, Ignored ignored) {
        this.named = named.iterator();
        this.ignored = ignored;
    }

    /** Either a file, or what cannot be read. */
    record Step(Optional<ScanPiece.Source> file, Optional<ScanPiece.Trouble> trouble) {}

    /** How many bytes all files hold that are still to come; takes a walk of its own. */
    long bytes() {
        long bytes = 0;
        for (Optional<Step> step = next(); step.isPresent(); step = next()) {
            bytes += step.get().file().map(file -> sizeOf(file.path())).orElse(0L);
        }
        return bytes;
    }

    /** What cannot be read now is told when it is looked into. */
    private static long sizeOf(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            return 0;
        }
    }

    /** How many entries were left out because git ignores them, a folder being one. */
    long skipped() {
        return skipped;
    }

    /** The next file, or what is wrong with it; empty at the end. */
    Optional<Step> next() {
        while (true) {
            Level level = levels.peek();
            if (level == null) {
                if (!named.hasNext()) {
                    return Optional.empty();
                }
                Path path = named.next();
                Optional<Step> step = guarded(path, () -> begin(path));
                if (step.isPresent()) {
                    return step;
                }
            } else if (level.entries().hasNext()) {
                Path path = level.entries().next();
                Optional<Step> step = guarded(path, () -> visit(path, level.rules()));
                if (step.isPresent()) {
                    return step;
                }
            } else {
                levels.pop();
            }
        }
    }

    private interface Visit {
        Optional<Step> run() throws IOException;
    }

    private Optional<Step> guarded(Path path, Visit visit) {
        try {
            return visit.run();
        } catch (IOException e) {
            String shown = levels.isEmpty() ? path.toString() : shown(path);
            return Optional.of(new Step(
                    Optional.empty(),
                    Optional.of(new ScanPiece.Trouble(shown, e.getClass().getSimpleName()))));
        }
    }

    private Optional<Step> begin(Path path) throws IOException {
        Path real = path.toRealPath();
        if (!begun.add(real)) {
            return Optional.empty();
        }
        boolean isFolder = Files.isDirectory(real);
        Path folder = isFolder ? real : real.resolveSibling("");
        start = path;
        realStart = real;
        root = rootOf(IgnoreRules.top(folder).orElse(folder));
        if (isFolder) {
            descend(real, IgnoreRules.in(real));
            return Optional.empty();
        }
        return Optional.of(file(real));
    }

    private int rootOf(Path top) {
        if (!roots.contains(top)) {
            roots.add(top);
        }
        return roots.indexOf(top) + 1;
    }

    private Optional<Step> visit(Path path, IgnoreRules rules) throws IOException {
        boolean isFolder = Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
        if (!isFolder && !Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        boolean isOut = ignored == Ignored.SKIP
                ? rules.ignores(path, isFolder ? Entry.FOLDER : Entry.FILE)
                : path.endsWith(".git");
        if (isOut) {
            skipped += path.endsWith(".git") ? 0 : 1;
            return Optional.empty();
        }
        if (isFolder) {
            descend(path, ignored == Ignored.SKIP ? rules.below(path) : rules);
            return Optional.empty();
        }
        return Optional.of(file(path));
    }

    private void descend(Path folder, IgnoreRules rules) throws IOException {
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
            stream.forEach(entries::add);
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        entries.sort(Comparator.comparing(entry -> String.valueOf(entry.getFileName())));
        levels.push(new Level(entries.iterator(), rules));
    }

    private Step file(Path path) {
        String relative = roots.get(root - 1).relativize(path).toString().replace('\\', '/');
        return new Step(Optional.of(new ScanPiece.Source(path, shown(path), relative, root)), Optional.empty());
    }

    private String shown(Path path) {
        return (path.equals(realStart) ? start : start.resolve(realStart.relativize(path)))
                .normalize()
                .toString();
    }
}
