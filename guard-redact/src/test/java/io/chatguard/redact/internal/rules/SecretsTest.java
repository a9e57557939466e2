package io.chatguard.redact.internal.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatguard.Policy;
import io.chatguard.redact.RuleCatalog;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Passwords, keys and tokens in the forms in which people paste them. */
class SecretsTest {
    private static List<String> secrets(String text) {
        return Found.values("CREDENTIAL", text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "db_password=k3yb0ard!Z",
                "password: 'k3yb0ard!Z'",
                "{\"password\": \"k3yb0ard!Z\"}",
                "<password>k3yb0ard!Z</password>",
                "<add key=\"Password\" value=\"k3yb0ard!Z\" />",
                "$password = \"k3yb0ard!Z\";",
                "password => 'k3yb0ard!Z',",
                "System.setProperty(\"db.password\", \"k3yb0ard!Z\");",
                "conn.setPassword(\"k3yb0ard!Z\");",
                "if (password == \"k3yb0ard!Z\") {",
                "mysqladmin --password k3yb0ard!Z ping",
                "mysqladmin --password=k3yb0ard!Z ping",
                "Connect-VIServer -User me -Password k3yb0ard!Z",
                "machine api.example.net login me password k3yb0ard!Z",
                "Server=db;User ID=me;Password=k3yb0ard!Z;Encrypt=true",
                "curl -u me:k3yb0ard!Z https://example.org",
                "curl --user 'me:k3yb0ard!Z' \\\n  https://example.org",
                "postgres://me:k3yb0ard!Z@db.example.org/x",
                "the password for the mail account is k3yb0ard!Z",
                "the password was \"k3yb0ard!Z\" yesterday",
                "mein Passwort lautet k3yb0ard!Z",
                "Passwort: k3yb0ard!Z",
                "mot de passe : k3yb0ard!Z",
                "le mot de passe est k3yb0ard!Z",
                "la contrase\u00f1a es k3yb0ard!Z",
                "la password \u00e8 k3yb0ard!Z",
                "a senha \u00e9 k3yb0ard!Z",
            })
    void passwordsAreFoundHoweverTheyAreWritten(String text) {
        assertThat(secrets(text)).contains("k3yb0ard!Z");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "password = getPassword()",
                "password = request.form.password",
                "String password = null;",
                "password = \"${DB_PASSWORD}\"",
                "password = os.environ[\"DB_PASSWORD\"]",
                "password = %DB_PASSWORD%",
                "password: changeme",
                "password: \"<your-password>\"",
                "password: ********",
                "the password is required and must have 12 characters",
                "passwordField.setLabel(\"Enter password:\")",
                "compass = \"k3yb0ard!Z\"",
                "password_hint = \"name of 1st cat\"",
                "drawLine(x0+x1, pass, x2-x1, 1)",
                "{\"key.password\", \"\\u30AD\\u30FC\\u306E\\u30D1\\u30B9\\u30EF\\u30FC\\u30C9\"}",
                "log(\"clearPass is \" + clearPass + \" now\")",
            })
    void whatOnlyLooksLikeAPasswordIsNone(String text) {
        assertThat(secrets(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "api_key = q8Kd2xTzV5mWb7RhYc3L",
                "X-Api-Key: q8Kd2xTzV5mWb7RhYc3L",
                "Authorization: Bearer q8Kd2xTzV5mWb7RhYc3L",
                "//registry.example.org/:_authToken=q8Kd2xTzV5mWb7RhYc3L",
                "\"refresh_token\": \"q8Kd2xTzV5mWb7RhYc3L\"",
                "Set-Cookie: PHPSESSID=q8Kd2xTzV5mWb7RhYc3L; path=/",
                "export CLIENT_SECRET='q8Kd2xTzV5mWb7RhYc3L'",
                "tool --api-key q8Kd2xTzV5mWb7RhYc3L",
                "    token: q8Kd2xTzV5mWb7RhYc3L",
            })
    void drawnValuesAreFoundUnderTheNamesOfKeys(String text) {
        assertThat(secrets(text)).contains("q8Kd2xTzV5mWb7RhYc3L");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"integrity\": \"sha512-q8Kd2xTzV5mWb7RhYc3Lq8Kd2xTzV5mWb7RhYc3L==\"",
                "commit 3f786850e387550fdab836ed7e6dc881de23001b",
                "id: 123e4567-e89b-42d3-a456-426614174000",
                "publicKeyToken=b77a5c561934e089",
                "token_type: a8f3k2l9d7s6q8w5",
                "next_page_token = q8Kd2xTzV5mWb7RhYc3L",
                "api_key = YOUR_API_KEY_1234",
                "api_key = xxxxxxxxxxxxxxxxxxxx",
                "secret = settings.SECRET_KEY_V2",
                "token = StringTokenizer2(values)",
                "SecretKey secret = P11Key.secretKey;",
                "key = CKM_SSL3_PRE_MASTER_KEY_GEN",
                "img src=\"data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJ\"",
            })
    void hashesIdsAndExamplesAreNoKeys(String text) {
        assertThat(secrets(text)).isEmpty();
    }

    @Test
    void aVendorsNameTellsItsValuesFromHashes() {
        String value = "3f786850e387550fdab836ed7e6dc881";
        assertThat(Found.in("datadog_app = \"" + value + "\""))
                .extracting(Found::rule)
                .contains("credential/datadog");
        assertThat(secrets("etag = \"" + value + "\"")).isEmpty();
    }

    @Test
    void valuesOfAKubernetesSecretAreFoundOnEitherSideOfItsKind() {
        String data = "data:\n  user: YWRtaW5pc3RyYXRvcg==\n  pin: UyFCXCpkJHpEc2I9\n";
        assertThat(secrets("kind: Secret\n" + data)).contains("YWRtaW5pc3RyYXRvcg==", "UyFCXCpkJHpEc2I9");
        assertThat(secrets("apiVersion: v1\n" + data + "kind: Secret\n")).contains("UyFCXCpkJHpEc2I9");
        assertThat(secrets("kind: ConfigMap\n" + data)).isEmpty();
        assertThat(secrets("kind: Secret\n---\nkind: ConfigMap\n" + data)).isEmpty();
    }

    @Test
    void claimsOfAWebTokenAreScreenedToo() {
        String claims = "{\"email\":\"bob@example.com\"}";
        String token = base64("{\"alg\":\"HS256\"}") + "." + base64(claims) + ".c2lnbmF0dXJlLXRoYXQtb3BlbnMtbm90aGluZw";
        assertThat(secrets(token)).contains(token);
        assertThat(Found.in(token)).extracting(Found::type).contains("EMAIL_ADDRESS");
    }

    @Test
    void aKeyOfSeveralLinesIsOneFinding() {
        String line = "MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7VJTUt9Us8cKj\n";
        String key = "-----BEGIN PRIVATE KEY-----\n" + line.repeat(20) + "-----END PRIVATE KEY-----";
        assertThat(secrets("key:\n" + key + "\nend")).containsExactly(key);
    }

    @Test
    void theWordsOfAProgramAboutKeysAreNoKey() {
        assertThat(secrets("assertThat(text).contains(\"-----BEGIN PRIVATE KEY-----\").endsWith(last);"))
                .isEmpty();
    }

    @Test
    void rulesTellVendorKindAndRights() {
        RuleCatalog catalog = RuleCatalog.of(Policy.defaults());
        assertThat(catalog.rule("credential/anthropic-admin")).hasValueSatisfying(rule -> {
            assertThat(rule.vendor()).contains("Anthropic");
            assertThat(rule.kind()).contains("api key");
            assertThat(rule.rights()).containsExactly("admin", "organization");
        });
        assertThat(catalog.rules().stream().filter(r -> r.id().startsWith("credential/")))
                .allSatisfy(rule -> assertThat(rule.kind()).as(rule.id()).isPresent());
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
