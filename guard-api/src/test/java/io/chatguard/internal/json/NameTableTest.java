package io.chatguard.internal.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class NameTableTest {

    @Property(tries = 500)
    void aNameIsFoundIfAndOnlyIfItIsInTheTable(
            @ForAll @Size(max = 40) List<@CharRange(from = 'a', to = 'c') @StringLength(max = 4) String> in,
            @ForAll @Size(max = 40) List<@CharRange(from = 'a', to = 'd') @StringLength(max = 4) String> asked) {
        Set<String> names = new HashSet<>(in);
        NameTable table = NameTable.of(names);
        for (String name : asked) {
            byte[] bytes = ("\"" + name + "\"").getBytes(StandardCharsets.UTF_8);
            assertThat(table.find(bytes, 1, bytes.length - 1)).isEqualTo(names.contains(name) ? name : null);
        }
    }

    @Test
    void aNameReadThroughTheTableIsTheNameHoweverItIsWritten() {
        NameTable table = NameTable.of(Set.of("role", "content", "é"));
        byte[] json = "{\"role\":1,\"con\\u0074ent\":2,\"é\":3,\"other\":4}".getBytes(StandardCharsets.UTF_8);
        JsonIndex index = JsonIndex.of(json, JsonLimits.DEFAULT);
        for (int node = 1; node < index.size(); node++) {
            String name = index.name(node);
            assertThat(index.knownName(node, table))
                    .isEqualTo(Set.of("role", "content").contains(name) ? name : null);
        }
    }
}
