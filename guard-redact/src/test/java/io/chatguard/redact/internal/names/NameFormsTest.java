package io.chatguard.redact.internal.names;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NameFormsTest {

    @Test
    void aFullNameIsLookedForInAnyCaseAndByItsParts() {
        assertThat(NameForms.of("PERSON", "anna schmidt"))
                .contains("anna schmidt", "Anna Schmidt", "ANNA SCHMIDT", "Anna", "Schmidt");
    }

    @Test
    void anOrdinaryWordIsNeverLookedForInSmallLetters() {
        assertThat(NameForms.of("PERSON", "will")).contains("Will").doesNotContain("will");
        assertThat(NameForms.of("PERSON", "Will")).contains("Will").doesNotContain("will");
        assertThat(NameForms.of("PERSON", "Will Owusu")).doesNotContain("Will", "will");
    }

    @Test
    void otherValuesAreLookedForAsTheyAre() {
        assertThat(NameForms.of("EMAIL_ADDRESS", "anna@example.com")).containsExactly("anna@example.com");
    }

    @Test
    void anAddressTellsTheNamesThatListsKnow() {
        assertThat(NameForms.ofAddress("EMAIL_ADDRESS", "anna.schmidt@example.com"))
                .containsExactly("Anna", "Schmidt");
        assertThat(NameForms.ofAddress("EMAIL_ADDRESS", "info.team@example.com"))
                .isEmpty();
        assertThat(NameForms.ofAddress("PERSON", "Anna")).isEmpty();
    }
}
