package io.chatguard.redact.internal.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What names a number: words, headers of columns, keys. */
class NamedNumbersTest {
    private static List<String> phones(String text, String pointer) {
        return Found.in(text, pointer, "", "").stream()
                .filter(f -> f.type().equals("PHONE_NUMBER") && f.score() >= 0.4)
                .map(f -> text.substring(f.start(), f.end()))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "name,phone,city\nAnn,532 123 45 67,Ankara\nBob,532 123 45 68,Izmir",
                "name\ttelephone\nAnn\t532 123 45 67\nBob\t532 123 45 68",
                "Name;Telefonnummer;Ort\r\nAnn;532 123 45 67;X\r\nBob;532 123 45 68;Y",
                "Our people\n\n| Name | Mobile |\n|---|---|\n| Ann | 532 123 45 67 |\n| Bob | 532 123 45 68 |",
                "\"name, first\",\"phone\"\n\"Lind, Ann\",\"532 123 45 67\"\n\"Lind, Bob\",\"532 123 45 68\"",
                "姓名,电话\n安,532 123 45 67\n鲍,532 123 45 68"
            })
    void theHeaderOfAColumnIsAWordBesideEachOfItsValues(String table) {
        String longer = table.replace("\nBob", "\n" + "Kim,,\n".repeat(30) + "Bob")
                .replace("\n鲍", "\n" + "金,\n".repeat(30) + "鲍");
        assertThat(phones(longer, "")).containsExactly("532 123 45 67", "532 123 45 68");
    }

    @Test
    void theHeaderOfAnotherColumnIsNot() {
        String table = "phone,amount\n" + "x,1\n".repeat(30) + ",5321234567\n";
        assertThat(phones(table, "")).isEmpty();
    }

    @Test
    void aParagraphEndsATable() {
        String text = "name,phone\nAnn,532 123 45 67\n\n" + "word ".repeat(20) + "\nso,532 123 45 68";
        assertThat(phones(text, "")).containsExactly("532 123 45 67");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "please call me about order number 5321234567",
                "ISBN: 0-521-35018-2, ask by phone",
                "Rufen Sie an wegen Rechnung 532 123 4567",
                "appelez pour la commande 532 123 45 67",
                "llámame por el pedido 532 123 45 67",
                "позвоните, заказ 532 123 45 67",
                "打电话，订单532 123 45 67"
            })
    void aNumberThatIsNamedAsAnotherIsNoTelephoneNumber(String text) {
        assertThat(phones(text, "")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "about my order, phone 532 123 45 67",
                "invoice 17, tel. 532 123 45 67",
                "order +90 532 123 45 67"
            })
    void unlessAPhoneWordIsNearerOrItHasACountryCode(String text) {
        assertThat(phones(text, "")).hasSize(1);
    }

    @Test
    void theKeyOfATextNamesItToo() {
        assertThat(phones("532 123 45 67 - call us when it has been shipped", "/input/orderNumber"))
                .isEmpty();
        assertThat(phones("532 123 45 67", "/input/customer_phone")).hasSize(1);
    }
}
