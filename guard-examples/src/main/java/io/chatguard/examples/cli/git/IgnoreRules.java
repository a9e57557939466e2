package io.chatguard.examples.cli.git;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What git ignores in a folder: the {@code .gitignore} files from the top of the repository down to it, the deepest
 * counting most, then {@code info/exclude}; outside a repository nothing.
 *
 * <p>Git's own files count as ignored. The user's global excludes and the index are not read: a result is the same on
 * every machine, and a file that is tracked although a pattern fits it counts as ignored. Immutable.
 */
public final class IgnoreRules {
    private static final String GIT = ".git";
    private static final String POINTER = "gitdir:";

    private static final int MOST_BYTES = 1 << 20;

    private final @Nullable IgnoreRules above;
    /** The way from the top of the repository to the folder, with a slash at its end if there is one. */
    private final String folder;

    private final boolean repository;
    private final List<IgnorePattern> patterns;

    private IgnoreRules(@Nullable IgnoreRules above, String folder, boolean repository, List<IgnorePattern> patterns) {
        this.above = above;
        this.folder = folder;
        this.repository = repository;
        this.patterns = patterns;
    }

    /** The top of the repository in which a folder lies. */
    public static Optional<Path> top(Path folder) {
        for (Path at = folder.toAbsolutePath().normalize(); at != null; at = at.getParent()) {
            if (isTop(at)) {
                return Optional.of(at);
            }
        }
        return Optional.empty();
    }

    /** The rules in a folder, wherever it lies; fails if they cannot be read. */
    public static IgnoreRules in(Path folder) throws IOException {
        Path absolute = folder.toAbsolutePath().normalize();
        Optional<Path> top = top(absolute);
        if (top.isEmpty()) {
            return new IgnoreRules(null, "", false, List.of());
        }
        IgnoreRules rules = ofTop(top.get());
        Path at = top.get();
        for (Path name : at.equals(absolute) ? List.<Path>of() : at.relativize(absolute)) {
            at = at.resolve(name);
            rules = rules.below(at);
        }
        return rules;
    }

    /** The rules in a folder of this one; those of another repository where it is the top of one. */
    public IgnoreRules below(Path child) throws IOException {
        if (isTop(child)) {
            return ofTop(child);
        }
        return repository
                ? new IgnoreRules(this, folder + bytes(child) + "/", true, read(child.resolve(".gitignore")))
                : this;
    }

    /** Whether git ignores what has that path in the folder of these rules; the folder itself is taken as not ignored. */
    public boolean ignores(Path child, Entry entry) {
        if (child.endsWith(GIT)) {
            return true;
        }
        String path = folder + bytes(child);
        for (IgnoreRules rules = this; rules != null; rules = rules.above) {
            String relative = path.substring(rules.folder.length());
            for (int i = rules.patterns.size() - 1; i >= 0; i--) {
                if (rules.patterns.get(i).fits(relative, entry)) {
                    return !rules.patterns.get(i).isNegated();
                }
            }
        }
        return false;
    }

    private static boolean isTop(Path folder) {
        Path git = folder.resolve(GIT);
        return Files.isRegularFile(git) || Files.exists(git.resolve("HEAD"), LinkOption.NOFOLLOW_LINKS);
    }

    private static IgnoreRules ofTop(Path top) throws IOException {
        List<IgnorePattern> excluded = read(common(top.resolve(GIT)).resolve("info/exclude"));
        IgnoreRules last = new IgnoreRules(null, "", true, excluded);
        return new IgnoreRules(last, "", true, read(top.resolve(".gitignore")));
    }

    /** Where a repository keeps what its working trees share; a linked one has a file that points there. */
    private static Path common(Path git) throws IOException {
        if (!Files.isRegularFile(git)) {
            return git;
        }
        String pointer = Files.readString(git, StandardCharsets.UTF_8).strip();
        if (!pointer.startsWith(POINTER)) {
            return git;
        }
        try {
            Path own = git.resolveSibling(pointer.substring(POINTER.length()).strip());
            Path shared = own.resolve("commondir");
            return Files.isRegularFile(shared)
                    ? own.resolve(
                            Files.readString(shared, StandardCharsets.UTF_8).strip())
                    : own;
        } catch (InvalidPathException e) {
            return git;
        }
    }

    private static List<IgnorePattern> read(Path file) throws IOException {
        // As git does, a link is not followed: it would make a pattern file of any file.
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return List.of();
        }
        if (Files.size(file) > MOST_BYTES) {
            throw new IOException("a file of patterns that is too long");
        }
        String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        List<IgnorePattern> patterns = new ArrayList<>();
        String withoutMark = text.startsWith("\u00ef\u00bb\u00bf") ? text.substring(3) : text;
        for (String line : withoutMark.split("\n", -1)) {
            IgnorePattern.of(line).ifPresent(patterns::add);
        }
        return List.copyOf(patterns);
    }

    /** The name, each byte of its UTF-8 a character. */
    private static String bytes(Path child) {
        Path name = child.getFileName();
        byte[] utf8 = (name == null ? "" : name.toString()).getBytes(StandardCharsets.UTF_8);
        return new String(utf8, StandardCharsets.ISO_8859_1);
    }
}
