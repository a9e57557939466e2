package io.chatguard.redact.internal.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.net.InternetDomainName;
import io.chatguard.redact.internal.engine.DataFile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The table and Guava's public suffix list say the same. */
class HostSuffixesTest {
    private static final Set<String> TABLE = table();

    private static Set<String> table() {
        Set<String> labels = new TreeSet<>();
        for (String[] row : DataFile.table(HostSuffixes.class, "suffixes.txt", 2)) {
            if (!row[0].equals("second")) {
                labels.addAll(Arrays.asList(row[1].split(" ")));
            }
        }
        return labels;
    }

    private static boolean isTopLevel(String label) {
        String host = "a." + label;
        return InternetDomainName.isValid(host) && InternetDomainName.from(host).hasRegistrySuffix();
    }

    private static boolean isKnown(String label) {
        return HostSuffixes.shipped().kind(label, 0, label.length()) != HostSuffixes.Kind.NONE;
    }

    @Test
    void everyLabelOfTheTableIsATopLevelDomainAndIsFoundAgain() {
        assertThat(TABLE).hasSizeGreaterThan(1_500).allMatch(HostSuffixesTest::isTopLevel);
        assertThat(TABLE).allMatch(HostSuffixesTest::isKnown);
        assertThat(TABLE).allMatch(label -> isKnown(label.toUpperCase(java.util.Locale.ROOT)) || label.contains("ß"));
    }

    @Test
    void noTopLevelDomainOfTwoOrThreeLettersIsMissing() {
        List<String> wrong = new ArrayList<>();
        for (char a = 'a'; a <= 'z'; a++) {
            for (char b = 'a'; b <= 'z'; b++) {
                String two = "" + a + b;
                if (isTopLevel(two) != isKnown(two)) {
                    wrong.add(two);
                }
                for (char c = 'a'; c <= 'z'; c++) {
                    String three = two + c;
                    if (isTopLevel(three) != isKnown(three)) {
                        wrong.add(three);
                    }
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void noOtherWordIsTakenForOne() {
        for (String word :
                List.of("method", "length", "toString", "html", "json", "txt", "exe", "invalid", "example")) {
            assertThat(isKnown(word)).as(word).isFalse();
        }
    }
}
