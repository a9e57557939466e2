package io.chatguard.internal.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonEditsTest {

    private static JsonIndex index(String json) {
        return JsonIndex.of(json.getBytes(StandardCharsets.UTF_8), JsonLimits.DEFAULT);
    }

    private static String edited(String json, BiConsumer<JsonIndex, JsonEdits> change) {
        JsonIndex index = index(json);
        JsonEdits edits = JsonEdits.on(index);
        change.accept(index, edits);
        return new String(edits.apply(), StandardCharsets.UTF_8);
    }

    private static byte[] raw(String json) {
        return json.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void withoutEditsTheDocumentIsTheSameArray() {
        byte[] bytes = raw("{ \"a\" : 1 }");
        JsonEdits edits = JsonEdits.on(JsonIndex.of(bytes, JsonLimits.DEFAULT));
        assertThat(edits.isEmpty()).isTrue();
        assertThat(edits.apply()).isSameAs(bytes);
    }

    @Test
    void replacesTextNamesAndValuesInAnyOrder() {
        String after = edited("{ \"a\" : \"x\\/\" , \"b\":[ 1 ,2] }", (index, edits) -> {
            edits.replaceRaw(4, raw("{}"));
            edits.replaceText(3, "one \"1\"");
            edits.replaceName(1, "ä");
        });
        assertThat(after).isEqualTo("{ \"ä\" : \"x\\/\" , \"b\":[ \"one \\\"1\\\"\" ,{}] }");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|{'z':1}",
                "{ }|{ 'z':1}",
                "{'a':0 }|{'a':0,'z':1 }",
                "{ 'a':{} , 'b':[] }|{ 'a':{} , 'b':[],'z':1 }"
            })
    void appendsAMember(String before, String after) {
        String json = edited(before.replace('\'', '"'), (index, edits) -> edits.appendMember(0, "z", raw("1")));
        assertThat(json).isEqualTo(after.replace('\'', '"'));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"0|[X,Y, 1 , 2 ]", "1|[ 1 ,X,Y, 2 ]", "2|[ 1 , 2,X,Y ]", "9|[ 1 , 2,X,Y ]"})
    void insertsElementsInOrder(int position, String after) {
        String json = edited("[ 1 , 2 ]", (index, edits) -> {
            edits.insertElement(0, position, raw("\"X\""));
            edits.insertElement(0, position, raw("\"Y\""));
        });
        assertThat(json.replace("\"", "").replace(" ", "")).isEqualTo(after.replace(" ", ""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1|{ 'b':2 , 'c':3 }",
                "2|{ 'a':1 , 'c':3 }",
                "3|{ 'a':1 , 'b':2 }",
                "12|{ 'c':3 }",
                "13|{ 'b':2 }",
                "23|{ 'a':1 }",
                "123|{  }"
            })
    void removesMembersWithTheirCommas(String nodes, String after) {
        String json = edited(
                "{ 'a':1 , 'b':2 , 'c':3 }".replace('\'', '"'),
                (index, edits) -> nodes.chars().forEach(node -> edits.removeMember(node - '0')));
        assertThat(json).isEqualTo(after.replace('\'', '"'));
    }

    @Test
    void refusesEditsInsideEditsWhicheverComesFirst() {
        JsonIndex index = index("{\"a\":{\"b\":\"c\"}}");
        JsonEdits outerFirst = JsonEdits.on(index);
        outerFirst.replaceText(1, "x");
        assertThatIllegalStateException().isThrownBy(() -> outerFirst.replaceText(2, "y"));
        assertThatIllegalStateException().isThrownBy(() -> outerFirst.replaceName(2, "y"));
        assertThatIllegalStateException().isThrownBy(() -> outerFirst.appendMember(1, "y", raw("1")));
        assertThatIllegalStateException().isThrownBy(() -> outerFirst.removeMember(1));
        JsonEdits innerFirst = JsonEdits.on(index);
        innerFirst.replaceName(2, "y");
        assertThatIllegalStateException().isThrownBy(() -> innerFirst.replaceText(1, "x"));
        assertThatIllegalStateException().isThrownBy(() -> innerFirst.removeMember(2));
        JsonEdits appended = JsonEdits.on(index);
        appended.appendMember(1, "y", raw("1"));
        assertThatIllegalStateException().isThrownBy(() -> appended.removeMember(1));
    }

    @Test
    void refusesANameThatTheObjectHas() {
        JsonEdits edits = JsonEdits.on(index("{\"a\":1,\"b\":2}"));
        edits.replaceName(1, "b");
        assertThatThrownBy(edits::apply)
                .isInstanceOf(JsonRefused.class)
                .hasMessageStartingWith(
                        "JSON refused at byte 0 (SAME_NAME): two member names of an object became the same");
        edits.removeMember(2);
        assertThat(new String(edits.apply(), StandardCharsets.UTF_8)).isEqualTo("{\"b\":1}");
    }

    @Test
    void refusesWhatIsNoJsonOrHasNoSuchPlace() {
        JsonEdits edits = JsonEdits.on(index("[1]"));
        assertThatThrownBy(() -> edits.replaceRaw(1, raw("1,2"))).isInstanceOf(JsonRefused.class);
        assertThatThrownBy(() -> edits.insertElement(0, 0, raw(""))).isInstanceOf(JsonRefused.class);
        assertThatIllegalArgumentException().isThrownBy(() -> edits.removeMember(0));
        assertThatIllegalArgumentException().isThrownBy(() -> edits.replaceName(1, "a"));
        assertThatIllegalArgumentException().isThrownBy(() -> edits.appendMember(0, "a", raw("1")));
        assertThat(edits.isEmpty()).isTrue();
    }
}
