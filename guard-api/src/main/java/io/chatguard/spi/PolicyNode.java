package io.chatguard.spi;

import io.chatguard.GuardException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A node of a policy file that knows its line and column. Every accessor throws a {@link GuardException} of reason
 * {@code CONFIGURATION} that names file, line, column, key and what is allowed there, if the node is not of that shape.
 */
public interface PolicyNode {

    /** The kinds of node. */
    enum Shape {
        MAP,
        LIST,
        TEXT,
        NUMBER,
        SWITCH,
        EMPTY
    }

    Shape shape();

    /** The members in file order. */
    Map<String, PolicyNode> members();

    /** The member of that name, if there is one. */
    Optional<PolicyNode> member(String name);

    /** Refuses members of other names, suggesting the nearest. */
    void allowOnly(Collection<String> names);

    List<PolicyNode> items();

    String text();

    /**
     * The path of a file that the text names. A relative one starts at the folder of the policy file, or at the working
     * directory if the policy was not read from a file.
     */
    Path path();

    /** {@code true} or {@code false}. */
    boolean isOn();

    long integer(long min, long max);

    double decimal(double min, double max);

    /** An ISO 8601 duration, or a number with {@code ms}, {@code s}, {@code m}, {@code h}, {@code d}. */
    Duration duration();

    /** A constant, in any letter case. */
    <E extends Enum<E>> E oneOf(Class<E> type);

    /** An error at this node, text-free but for the file's own keys. */
    GuardException error(String message);
}
