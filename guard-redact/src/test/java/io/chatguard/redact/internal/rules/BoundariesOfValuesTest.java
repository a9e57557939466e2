package io.chatguard.redact.internal.rules;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BoundariesOfValuesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '^',
            value = {
                "email:bob@x.com,alice@y.org;^bob@x.com|alice@y.org",
                "write to bob@x.com.^bob@x.com",
                "bob@x.com.Please answer^bob@x.com",
                "?mail=bob@x.com&x=1^bob@x.com",
                "o'brien@x.com^o'brien@x.com",
                "mailto:bob@x.com^bob@x.com",
                "请联系bob@x.com谢谢^bob@x.com",
                "bob@x.com4111111111111111^bob@x.com",
                "\\nbob@x.com\\n^bob@x.com",
                "\\u003cbob@x.com\\u003e^bob@x.com",
                "j_9@[129.126.118.1] works^j_9@[129.126.118.1]",
                "a@[IPv6:2001:db8::1]^a@[IPv6:2001:db8::1]",
                "\"john doe\"@x.com^\"john doe\"@x.com",
                "user@xn--80ak6aa92e.com^user@xn--80ak6aa92e.com",
                "a@bücher.example^a@bücher.example",
                "bob@db.prod.internal^bob@db.prod.internal"
            })
    void ofMailAddresses(String text, String expected) {
        assertThat(String.join("|", Found.values("EMAIL_ADDRESS", text))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '^',
            value = {
                "card4111111111111111^4111111111111111",
                "id_4111111111111111_x^4111111111111111",
                "\\n4111111111111111\\n^4111111111111111",
                "4111 1111 1111 1111 12/26^4111 1111 1111 1111",
                "pay 5000 4111 1111 1111 1111 now^4111 1111 1111 1111",
                "4012888888881881 4012-8888-8888-1881^4012888888881881|4012-8888-8888-1881",
                "4111 - 1111 - 1111 - 1111^4111 - 1111 - 1111 - 1111"
            })
    void ofCards(String text, String expected) {
        assertThat(String.join("|", Found.values("CREDIT_CARD", text))).isEqualTo(expected);
    }

    @Test
    void ofCardsOverLineEnds() {
        assertThat(Found.values("CREDIT_CARD", "4111-\n1111-\n1111-\n1111"))
                .containsExactly("4111-\n1111-\n1111-\n1111");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '^',
            value = {
                "IBANDE89370400440532013000^DE89370400440532013000",
                "DE89370400440532013000EUR^DE89370400440532013000",
                "iban de89 3704 0044 0532 0130 00.^de89 3704 0044 0532 0130 00",
                "GB29NWBK60161331926819,FR1420041010050500013M02606^GB29NWBK60161331926819|FR1420041010050500013M02606"
            })
    void ofIbans(String text, String expected) {
        assertThat(String.join("|", Found.values("IBAN_CODE", text))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '^',
            value = {
                "http://[2001:db8::1]:8080/^2001:db8::1",
                "192.168.1.1:80 10.0.0.0/8^192.168.1.1|10.0.0.0",
                "fe80::1%eth0.^fe80::1%eth0",
                "::ffff:192.0.2.1^::ffff:192.0.2.1",
                "我电脑IP是1.1.1.2/25^1.1.1.2",
                "ip:2001:db8::1^2001:db8::1",
                "text::ffff:192.0.2.1^192.0.2.1",
                "ping ::1^::1"
            })
    void ofInternetAddresses(String text, String expected) {
        assertThat(String.join("|", Found.values("IP_ADDRESS", text))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '^',
            value = {
                "call 415-555-0132 ext. 12 today^415-555-0132 ext. 12",
                "(+39) 06 678 4343^(+39) 06 678 4343",
                "+44 (0)20 7946 0958^+44 (0)20 7946 0958",
                "tel:+1-201-555-0123;ext=7^+1-201-555-0123;ext=7",
                "我的电话号是0086 189-1111-1111.^0086 189-1111-1111",
                "Telefon: 030/1234567, Handy 0171 1234567^030/1234567|0171 1234567",
                "mon portable est le 06 12 34 56 78 !^06 12 34 56 78",
                "phone 415.555.0132 or 415.555.0133^415.555.0132|415.555.0133",
                "United States: (415)555-0132^(415)555-0132",
                "+49 30 1234567 4111 1111 1111 1111^+49 30 1234567"
            })
    void ofPhones(String text, String expected) {
        assertThat(String.join("|", Found.values("PHONE_NUMBER", text))).isEqualTo(expected);
    }

    @Test
    void aPasswordInAUrlIsACredentialAndTheUrlAValue() {
        String text = "db: postgres://app:p@ss/w0rd@db.example.com:5432/main, ok";
        assertThat(Found.values("CREDENTIAL", text)).containsExactly("p@ss/w0rd");
        assertThat(Found.values("URL", text)).containsExactly("postgres://app:p@ss/w0rd@db.example.com:5432/main");
    }

    @Test
    void aPrivateKeyThatWasCutOffIsCoveredToItsEnd() {
        String line = "MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7VJTUt9Us8cKj";
        String key = "-----BEGIN PRIVATE KEY-----\n" + line + "\n" + line + "\nMIIEv";
        assertThat(Found.values("CREDENTIAL", "see " + key)).containsExactly(key);
    }

    @Test
    void aSecretAccessKeyNeedsItsName() {
        String secret = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
        assertThat(Found.values("CREDENTIAL", "aws_secret_access_key = \"" + secret + "\""))
                .containsExactly(secret);
        assertThat(Found.values("CREDENTIAL", "hash " + secret)).isEmpty();
    }
}
