package io.chatguard.moderate.internal.policy;

import io.chatguard.Guard;
import io.chatguard.Policy;
import io.chatguard.moderate.GuardrailSettings;
import io.chatguard.moderate.Guardrails;
import io.chatguard.spi.PolicyNode;
import io.chatguard.spi.PolicySection;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The section {@code guardrails}. */
public final class GuardrailsSection implements PolicySection<GuardrailSettings> {

    private static final String SCHEMA = "guardrails.schema.json";

    @Override
    public String key() {
        return "guardrails";
    }

    @Override
    public Class<GuardrailSettings> type() {
        return GuardrailSettings.class;
    }

    @Override
    public String schema() {
        try (InputStream in = GuardrailsSection.class.getResourceAsStream(SCHEMA)) {
            if (in == null) {
                throw new IllegalStateException("the schema resource " + SCHEMA + " is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("the schema resource " + SCHEMA + " cannot be read");
        }
    }

    @Override
    public GuardrailSettings parse(PolicyNode node) {
        node.allowOnly(List.of("links", "hidden_text", "terms", "leak", "allow", "answers", "moderation"));
        return new GuardrailSettings(
                node.member("links").map(Lines::links),
                node.member("hidden_text").map(n -> Lines.action(n, Lines.FLAG_REDACT_BLOCK)),
                node.member("terms").map(TermLines::read).orElse(List.of()),
                node.member("leak").map(Lines::leak),
                node.member("allow").map(Lines::allow),
                node.member("answers").map(Lines::answers),
                node.member("moderation").map(ModerationLines::read));
    }

    @Override
    public GuardrailSettings defaults() {
        return GuardrailSettings.none();
    }

    @Override
    public void install(Policy policy, GuardrailSettings section, Guard.Builder guard) {
        Guardrails.addTo(guard, policy, section);
    }
}
