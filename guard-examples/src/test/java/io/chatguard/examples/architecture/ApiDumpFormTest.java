package io.chatguard.examples.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** The form of a dump: what is in, what is not, and in which order. */
class ApiDumpFormTest {
    private static final String HERE = ApiDumpFormTest.class.getName() + ".";

    /** A record. */
    public record Pair<A extends Comparable<A>>(A first, Map<String, ? extends A> rest) {
        public static <T extends Number & Comparable<T>> Pair<T> of(T only) {
            return new Pair<>(only, Map.of());
        }

        @Override
        public String toString() {
            return "Pair";
        }
    }

    /** An enum whose constants have bodies, which one compiler marks as sealed and another as abstract. */
    public enum Order {
        LAST {
            @Override
            int rank() {
                return 2;
            }
        },
        FIRST {
            @Override
            int rank() {
                return 1;
            }
        };

        abstract int rank();
    }

    /** A closed choice. */
    public sealed interface Choice permits One {
        int LIMIT = 3;

        void must(int[][] grid, String... names) throws IOException;

        default boolean may() {
            return true;
        }
    }

    /** A class with what must and what must not show. */
    public static final class One implements Comparable<One>, Choice {
        @SuppressWarnings("ProtectedMembersInFinalClass")
        protected final Collection<? super Integer> seen = List.of();

        private final int hidden = 1;

        One(int ignored) {}

        public One() {}

        @Override
        public void must(int[][] grid, String... names) {}

        @Override
        public int compareTo(One other) {
            return hidden - other.hidden;
        }

        void internal() {}

        public Function<int[], Order[]> orders() {
            return lengths -> new Order[lengths.length];
        }
    }

    static final class NotShown {
        private NotShown() {}
    }

    @Test
    void aDumpShowsWhatUsersCanNameAndNothingElse() {
        String dump = ApiDump.of(List.of(Pair.class, Order.class, One.class, NotShown.class, Choice.class));

        assertThat(dump.replace(HERE, "").replace("ApiDumpFormTest.", "")).isEqualTo("""
                        public sealed interface Choice {
                            static final int LIMIT
                            default boolean may()
                            void must(int[][], String...) throws java.io.IOException
                        }

                        public static final class One implements Choice, Comparable<One> {
                            protected final java.util.Collection<? super Integer> seen
                            public One()
                            public int compareTo(One)
                            public void must(int[][], String...)
                            public java.util.function.Function<int[], Order[]> orders()
                        }

                        public enum Order {
                            LAST
                            FIRST
                        }

                        public record Pair<A extends Comparable<A>>(A first, java.util.Map<String, ? extends A> rest) {
                            public static <T extends Number & Comparable<T>> Pair<T> of(T)
                        }
                        """);
    }

    @Test
    void theOrderOfTheTypesGivenDoesNotShow() {
        assertThat(ApiDump.of(List.of(One.class, Order.class))).isEqualTo(ApiDump.of(List.of(Order.class, One.class)));
    }
}
