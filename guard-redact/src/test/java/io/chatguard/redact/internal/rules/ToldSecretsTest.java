package io.chatguard.redact.internal.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Secrets that sentences tell and that stand in tables, blocks and documents. */
class ToldSecretsTest {
    private static final List<String> TOLD = List.of(
            "hunter2Zq",
            "Summer2019!",
            "tulip garden 7",
            "Blau7wal",
            "t0urEiffel",
            "M4drid2031",
            "g0nd0la77",
            "Lisb0a44");

    private static List<String> secrets(String text) {
        return Found.values("CREDENTIAL", text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "The password is hunter2Zq, thanks.",
                "Your new password: hunter2Zq",
                "the wifi password for guests is \"tulip garden 7\".",
                "My old password was Summer2019!",
                "log in with user anna and password hunter2Zq",
                "password for root = hunter2Zq",
                "use hunter2Zq as password",
                "I changed the password to hunter2Zq yesterday",
                "the admin pass is hunter2Zq",
                "Mein Passwort lautet Blau7wal!",
                "Das Passwort f\u00fcr den Server ist Blau7wal",
                "Kennwort: Blau7wal",
                "das neue Kennwort hei\u00dft Blau7wal, bitte \u00e4ndern",
                "Passwort ist jetzt Blau7wal",
                "Ich habe das Passwort auf Blau7wal ge\u00e4ndert",
                "Benutzer anna, Passwort Blau7wal",
                "mit dem Passwort \u201eBlau7wal\u201c kommst du rein",
                "Unser WLAN-Passwort w\u00e4re Blau7wal",
                "le mot de passe est t0urEiffel",
                "mot de passe : t0urEiffel",
                "mon mot de passe pour le serveur est t0urEiffel.",
                "le nouveau mot de passe sera t0urEiffel",
                "voici le mot de passe: t0urEiffel",
                "utilisateur anna, mot de passe t0urEiffel",
                "j'ai chang\u00e9 le mot de passe en t0urEiffel",
                "mot de passe = \"t0urEiffel\"",
                "le mot de passe c'est t0urEiffel",
                "mon mdp est t0urEiffel",
                "la contrase\u00f1a es M4drid2031",
                "contrase\u00f1a: M4drid2031",
                "la contrase\u00f1a del servidor es M4drid2031",
                "mi contrase\u00f1a era M4drid2031",
                "usuario anna, contrase\u00f1a M4drid2031",
                "la nueva contrase\u00f1a ser\u00e1 M4drid2031",
                "he cambiado la contrase\u00f1a a M4drid2031",
                "la clave es M4drid2031",
                "la clave de acceso: M4drid2031",
                "con la contrase\u00f1a \"M4drid2031\" entras",
                "la password \u00e8 g0nd0la77",
                "la password del server \u00e8 g0nd0la77",
                "password: g0nd0la77",
                "la nuova password sar\u00e0 g0nd0la77",
                "utente anna, password g0nd0la77",
                "la mia password era g0nd0la77",
                "ho cambiato la password in g0nd0la77",
                "parola d'ordine: g0nd0la77",
                "la parola d'ordine \u00e8 g0nd0la77",
                "con la password \"g0nd0la77\" entri",
                "a senha \u00e9 Lisb0a44",
                "senha: Lisb0a44",
                "a senha do servidor \u00e9 Lisb0a44",
                "minha senha era Lisb0a44",
                "usu\u00e1rio anna, senha Lisb0a44",
                "a nova senha ser\u00e1 Lisb0a44",
                "mudei a senha para Lisb0a44",
                "a palavra-passe \u00e9 Lisb0a44",
                "palavra-passe: Lisb0a44",
                "com a senha \"Lisb0a44\" voc\u00ea entra"
            })
    void sentencesInSixLanguagesTellPasswords(String text) {
        assertThat(secrets(text))
                .singleElement()
                .satisfies(found -> assertThat(TOLD).anyMatch(found::startsWith));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "the password is wrong and we must reset it",
                "the password must have 8 characters",
                "das Passwort ist falsch",
                "Passwort vergessen? Klicke hier",
                "le mot de passe est obligatoire",
                "la contrase\u00f1a es incorrecta",
                "la password \u00e8 errata",
                "a senha \u00e9 obrigat\u00f3ria",
                "password to MySQL5 server",
                "change the password to at least 12 characters",
                "la clave es la 2FA",
                "das Passwort auf Windows10 \u00e4ndern",
                "the password for Office365 users",
                "I set up a new password with Java17 and Office365",
                "update the password to SHA256 hashing",
                "user login password Windows10"
            })
    void sentencesAboutPasswordsTellNone(String text) {
        assertThat(secrets(text)).isEmpty();
    }

    @Test
    void aKeyIsToldToo() {
        assertThat(secrets("my api key is q8Kd2xTzV5mWb7RhYc3L, thanks")).containsExactly("q8Kd2xTzV5mWb7RhYc3L");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "name,password,mail\nanna,sunshine,a@x\nbob,k3yb0ard!,b@x\n",
                "| user | password |\n|------|----------|\n| anna | sunshine |\n| bob | `k3yb0ard!` |\n",
                "user\tpassword\tcity\nanna\tsunshine\tUlm\nbob\tk3yb0ard!\tJena",
                "\"user\";\"Passwort\"\n\"anna; b\";\"sunshine\"\n\"bob\";\"k3yb0ard!\"\n",
            })
    void columnsOfTablesAreRead(String text) {
        assertThat(secrets(text)).containsExactlyInAnyOrder("sunshine", "k3yb0ard!");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "We need name, password, and mail.\nThen go, please, home.",
                "login(user, password, host);\nlogin(user, other, host2);",
                "  new Login(\n    user, password,\n    encoding, paused);\n",
                "\tpassword\tx\n\tsunshine\ty\n",
                "user,password_hash\nanna,sunshine\n",
                "user,password\nanna,xxxxxxxx\nbob,********\n",
            })
    void notEveryCommaMakesATable(String text) {
        assertThat(secrets(text)).isEmpty();
    }

    @Test
    void aValueThatCountsOnceCountsEverywhere() {
        String alone = "\n\nreset: " + "x".repeat(200) + "\npassword = \"megadeth\"\n";
        assertThat(secrets("login = me\npassword = \"megadeth\"" + alone)).containsExactly("megadeth", "megadeth");
    }

    @Test
    void theDefaultOfAVariableIsAssignedToItsName() {
        assertThat(secrets("variable \"db_password\" {\n  type = string\n  description = \"of the db\"\n"
                        + "  default = \"k3yb0ard!\"\n}"))
                .containsExactly("k3yb0ard!");
        assertThat(secrets("variable \"db_password\" {\n  type = string\n}\nx = { default = \"k3yb0ard!\" }"))
                .isEmpty();
    }

    @Test
    void anAssertionOfSamlIsOneFinding() {
        String assertion = "<saml2:Assertion ID=\"_1\">\n<saml2:Subject>me</saml2:Subject>\n</saml2:Assertion>";
        assertThat(secrets("<p>" + assertion + "</p>" + assertion)).containsExactly(assertion, assertion);
        assertThat(secrets("<junit:Assertion>x</junit:Assertion>")).isEmpty();
    }

    @Test
    void loginsInBase64AreNoHashes() {
        assertThat(secrets("Authorization: Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=="))
                .containsExactly("QWxhZGRpbjpvcGVuIHNlc2FtZQ==");
    }

    @Test
    void shortValuesOfAKubernetesSecretCountWhereTheyAreText() {
        assertThat(secrets("kind: Secret\ndata:\n  pin: NDcxMQ==\n  debug: dHJ1ZQ==\n"))
                .containsExactly("NDcxMQ==");
        assertThat(secrets("kind: Secret\nstringData:\n  code: tulip5\n")).containsExactly("tulip5");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "form['password'] = 'wrong'",
                "cls(username=\"user\" + n, password=\"pass\" + n)",
                "self.password = \"sha512$Anonymous$Password\"",
                "  * password    = 1*SAFE ; MUST accept up to 255 octets",
                "K = '-----BEGIN PRIVATE KEY-----\\nProc-Type: 4,ENCRYPTED\\nxyz==\\n-----END PRIVATE KEY-----'",
                "sk-ant-api03-abc123-klmnopqrstuvwxyz-3456yza789bcde-1234fghijk",
                "\"xoxp-1234-1234-1234-4ddbc191d40ee098cbaae6f3523ada2d\"",
            })
    void whatShowsOnlyTheFormOfASecretIsBelowTheThreshold(String text) {
        assertThat(secrets(text)).isEmpty();
    }
}
