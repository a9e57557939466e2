package io.chatguard.redact.internal.rules;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ContextTest {
    private static boolean phone(String text, String pointer, String before, String region) {
        return Found.in(text, pointer, before, region).stream()
                .anyMatch(f -> f.type().equals("PHONE_NUMBER") && f.score() >= 0.4);
    }

    @Test
    void aPossibleNumberNeedsAPhoneWord() {
        assertThat(phone("it is 532 123 45 67", "", "", "")).isFalse();
        assertThat(phone("call 532 123 45 67", "", "", "")).isTrue();
    }

    @Test
    void theWordMayBeTheNameUnderWhichTheTextStands() {
        assertThat(phone("532 123 45 67", "/contacts/0/homePhone", "", "")).isTrue();
        assertThat(phone("532 123 45 67", "/phone_numbers/3", "", "")).isTrue();
        assertThat(phone("532 123 45 67", "/tool_calls/0/function/arguments", "", ""))
                .isFalse();
    }

    @Test
    void theFieldOfATextPartIsNoWordForPhones() {
        assertThat(phone("he lived 1568-1625", "/messages/0/content/0/text", "", "DE"))
                .isFalse();
        assertThat(phone("text me: 532 123 45 67", "/messages/0/content/0/text", "", ""))
                .isTrue();
    }

    @Test
    void theWordMayEndTheTextBefore() {
        assertThat(phone("532 123 45 67", "", "Thanks! And your phone number?", ""))
                .isTrue();
        assertThat(phone("532 123 45 67", "", "Your phone is ready. " + "x ".repeat(200), ""))
                .isFalse();
    }

    @Test
    void aDefaultRegionMakesItsNationalNumbersValid() {
        assertThat(phone("it is 030 1234567", "", "", "DE")).isTrue();
        assertThat(phone("it is 030 1234567", "", "", "")).isFalse();
    }

    @Test
    void wordsOfScriptsWithoutSpacesMatchInside() {
        assertThat(phone("我的手机号码13812345678谢谢", "", "", "")).isTrue();
        assertThat(phone("제 전화번호는 01012345678입니다", "", "", "")).isTrue();
    }

    @Test
    void nineBareDigitsNeedTheWordsSocialSecurity() {
        assertThat(Found.values("US_SSN", "my social security number is 536221234"))
                .containsExactly("536221234");
        assertThat(Found.values("US_SSN", "my number is 536221234")).isEmpty();
    }

    @Test
    void specimenNumbersOfAdvertisementsAreTreatedAsTheNumbersThatTheyLookLike() {
        assertThat(Found.values("US_SSN", "my SSN is 078-05-1120")).containsExactly("078-05-1120");
        assertThat(Found.values("US_SSN", "ssn: 219099999")).containsExactly("219099999");
        assertThat(Found.values("US_SSN", "order 219099999")).isEmpty();
        assertThat(Found.values("US_SSN", "078\u201105\u20111120 / 078\u201305\u20131120 / 078\u221205\u22121120"))
                .hasSize(3);
    }

    @Test
    void aTokenWithAWrongChecksumNeedsAWord() {
        String token = "ghp_0a1b2c3d4e5f6g7h8i9jqKwMzopXrSTUvwyx";
        assertThat(Found.values("CREDENTIAL", "token: " + token)).containsOnly(token);
        assertThat(Found.values("CREDENTIAL", "it: " + token)).isEmpty();
    }

    @Test
    void gitHubsOwnExampleHasARightChecksum() {
        assertThat(Found.values("CREDENTIAL", "x 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"))
                .hasSize(1);
    }
}
