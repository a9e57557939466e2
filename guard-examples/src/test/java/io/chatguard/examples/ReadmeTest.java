package io.chatguard.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatguard.EntityType;
import io.chatguard.Policy;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Command;

/** What README.md says is so. */
class ReadmeTest {
    private static final Path ROOT = Path.of("..");

    private static String readme() throws IOException {
        return Files.readString(ROOT.resolve("README.md"));
    }

    @Test
    void itsPoliciesAreValid() throws IOException {
        List<String> policies = blocks("yaml");
        assertThat(policies).hasSizeGreaterThan(1);
        assertThat(policies)
                .allSatisfy(yaml ->
                        assertThat(Policy.parse(yaml, "README.md").rules()).isNotEmpty());
    }

    @Test
    void itNamesEveryRecipeAndNoOther() throws IOException {
        List<String> listed = Run.of("recipe")
                .text()
                .lines()
                .map(line -> line.substring(0, line.indexOf(' ')))
                .toList();
        List<String> named = section("## Recipes")
                .lines()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.substring(3, line.indexOf('`', 3)))
                .toList();
        assertThat(named).isEqualTo(listed);
    }

    @Test
    void itsExitStatusesAreThoseOfTheHelp() throws IOException {
        String[] list = ChatGuard.class.getAnnotation(Command.class).exitCodeList();
        for (String entry : list) {
            assertThat(readme()).contains("| " + entry.replaceFirst(":", " | ") + " |");
        }
    }

    @Test
    void itListsTheTypesThatAreRecognised() throws Exception {
        String table = section("## What leaves the JVM, and what does not");
        for (Field constant : EntityType.class.getFields()) {
            EntityType type = (EntityType) constant.get(null);
            assertThat(table).contains("`" + type.name() + "`");
        }
    }

    @Test
    void itsLinksLeadSomewhere() throws IOException {
        var links = Pattern.compile("]\\(([^):]+)\\)").matcher(readme());
        assertThat(links.results().map(link -> link.group(1)))
                .isNotEmpty()
                .allSatisfy(link -> assertThat(ROOT.resolve(link)).exists());
    }

    private static String section(String heading) throws IOException {
        String rest = readme().substring(readme().indexOf("\n" + heading + "\n") + heading.length() + 2);
        int end = rest.indexOf("\n## ");
        return end < 0 ? rest : rest.substring(0, end);
    }

    static List<String> blocks(String language) throws IOException {
        List<String> blocks = new ArrayList<>();
        String fence = "\n```" + language + "\n";
        for (int at = readme().indexOf(fence); at >= 0; at = readme().indexOf(fence, at + 1)) {
            int from = at + fence.length();
            blocks.add(readme().substring(from, readme().indexOf("\n```", from) + 1));
        }
        return blocks;
    }
}
