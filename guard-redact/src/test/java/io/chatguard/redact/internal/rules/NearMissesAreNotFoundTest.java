package io.chatguard.redact.internal.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatguard.redact.testkit.PiiArbitraries;
import io.chatguard.redact.testkit.Planted;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NearMissesAreNotFoundTest {
    @Property(tries = 1000)
    void cardWithAnotherCheckDigit(@ForAll("cards") Planted card, @ForAll @IntRange(min = 1, max = 9) int add) {
        String wrong = withLastDigit(card.value(), add);
        assertThat(Found.values("CREDIT_CARD", wrong)).doesNotContain(wrong);
    }

    @Property(tries = 1000)
    void ibanWithAnotherLastDigit(@ForAll("ibans") Planted iban, @ForAll @IntRange(min = 1, max = 9) int add) {
        String value = iban.value();
        if (Character.isDigit(value.charAt(value.length() - 1))) {
            assertThat(Found.values("IBAN_CODE", withLastDigit(value, add))).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "000-12-3456",
                "666-12-3456",
                "900-12-3456",
                "123-00-4567",
                "123-45-0000",
                "1-123-45-6789",
                "123-45-6789-1"
            })
    void neverAllocatedSocialSecurityNumbers(String text) {
        assertThat(Found.values("US_SSN", "SSN " + text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "256.1.1.1",
                "1.2.3",
                "1.2.3.4.5",
                "version 1.2.3.4",
                "v1.2.3.4",
                "::",
                ":::",
                "12:30:45",
                "12:34:56",
                "1:2:3:4",
                "std::cout",
                "Abe::add",
                "a[::2]",
                "x[::-1]",
                "2001::db8::1",
                "12345:db8::1",
                "fe80::1text",
                "text2001:db8::1",
                "gggg:hhhh::1234",
                "::ffff:256.0.0.1",
                "00:1A:2B:3C:4D:5E:6F",
                "684D:1111:222:3333:4444:5555:77",
                "80:443"
            })
    void addressLookAlikes(String text) {
        assertThat(Found.values("IP_ADDRESS", text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "FF:FF:FF:FF:FF:FF",
                "00:00:00:00:00:00",
                "00:1A:2B:3C:4D",
                "ZZ:ZZ:ZZ:ZZ:ZZ:ZZ",
                "10:2F:33-AC-29-C3",
                "10-20-30-40-50-60"
            })
    void hardwareAddressLookAlikes(String text) {
        assertThat(Found.values("MAC_ADDRESS", text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "def at(self, dot): return a@b  # matrix product",
                "y = w@x.to(device)",
                "lodash@4.17.21",
                "git@github.com:org/repo",
                "info@presidio.",
                "@alice",
                "a @ b.com",
                "icon@2x.png",
                "user@localhost",
                "@app.route"
            })
    void mailAddressLookAlikes(String text) {
        assertThat(Found.values("EMAIL_ADDRESS", text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "call me on 2024-03-05",
                "phone me 05.03.2024",
                "phone budget $12345678",
                "call it 1234567.89",
                "phones of 2019-2024",
                "call 550e8400-e29b-41d4-a716-446655440000",
                "call 12345678-1234-1234-1234-123456789012",
                "tel 10.20.30.40",
                "order 5321234567",
                "4155550132",
                "the phone a1b2c3456789d",
                "+12"
            })
    void phoneLookAlikes(String text) {
        assertThat(Found.values("PHONE_NUMBER", text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sk-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "task-force-committee-of-the-year", "AKIAIOSFODNN7EXAMPL",
                        "ghp_0123456789abcdefghijklmnopqrstuvwxyz",
                "npm_0123456789abcdefghijklmnopqrstuvwxyz", "eyJmb28iOiJiYXIifQ.e30.AAAA", "-----BEGIN PUBLIC KEY-----",
                        "SKYSCRAPER",
                "https://host:8080/path@x", "https://user:${PASSWORD}@host/", "https://user:***@host/"
            })
    void credentialLookAlikes(String text) {
        assertThat(Found.values("CREDENTIAL", text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "CREDIT_CARD, 0.4539578763621486",
        "CREDIT_CARD, 1748503543012",
        "CREDIT_CARD, a4111111111111111b2",
        "CREDIT_CARD, 41111111111111112",
        "IBAN_CODE, XX89370400440532013000",
        "IBAN_CODE, DE893704004405320130001"
    })
    void numbersThatAreSomethingElse(String type, String text) {
        assertThat(Found.values(type, text)).isEmpty();
    }

    private static String withLastDigit(String value, int add) {
        int last = value.length() - 1;
        return value.substring(0, last) + (char) ('0' + (value.charAt(last) - '0' + add) % 10);
    }

    @Provide
    Arbitrary<Planted> cards() {
        return PiiArbitraries.cards();
    }

    @Provide
    Arbitrary<Planted> ibans() {
        return PiiArbitraries.ibans();
    }
}
