package io.chatguard.examples.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is shipped keeps the rules of the house, and each rule can be broken. */
class ArchitectureTest {
    private static final JavaClasses SHIPPED = House.shipped();
    private static final JavaClasses BAD = House.bad();

    @ParameterizedTest
    @EnumSource
    void whatIsShippedKeepsTheRule(HouseRules rule) {
        rule.in(House.REAL).check(SHIPPED);
    }

    @ParameterizedTest
    @EnumSource
    void theBadHouseBreaksTheRule(HouseRules rule) {
        assertThat(rule.in(House.BAD).evaluate(BAD).getFailureReport().getDetails())
                .anySatisfy(detail -> assertThat(detail).contains(House.BAD.in("." + rule.breaker)));
    }

    /** Guards the tests above against looking at nothing. */
    @ParameterizedTest
    @EnumSource
    void everySourceOfAModuleIsSeen(House.Module module) throws IOException {
        for (String part : List.of("main", "testkit")) {
            Path sources = Path.of("..", module.artifact, "src", part, "java");
            if (Files.isDirectory(sources)) {
                assertThat(typesIn(sources)).allMatch(SHIPPED::contain);
            }
        }
    }

    private static List<String> typesIn(Path sources) throws IOException {
        try (Stream<Path> files = Files.walk(sources)) {
            return files.map(file -> sources.relativize(file).toString())
                    .filter(name -> name.endsWith(".java") && !name.endsWith("package-info.java"))
                    .map(name ->
                            name.substring(0, name.length() - ".java".length()).replace(File.separatorChar, '.'))
                    .toList();
        }
    }
}
