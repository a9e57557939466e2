package io.chatguard.moderate;

import com.google.errorprone.annotations.CheckReturnValue;
import io.chatguard.Action;
import io.chatguard.Guard;
import io.chatguard.GuardException;
import io.chatguard.GuardException.Reason;
import io.chatguard.Policy;
import io.chatguard.moderate.internal.allow.AllowLists;
import io.chatguard.moderate.internal.hidden.HiddenScreen;
import io.chatguard.moderate.internal.links.LinkScreen;
import io.chatguard.moderate.internal.openai.ModerationRail;
import io.chatguard.moderate.internal.overlap.LeakScreen;
import io.chatguard.moderate.internal.personal.AnswerRail;
import io.chatguard.moderate.internal.terms.TermRail;
import io.chatguard.redact.DetectSettings;
import io.chatguard.redact.Redaction;
import io.chatguard.spi.Detector;
import io.chatguard.spi.Guardrail;
import io.chatguard.spi.Interceptor;
import java.util.ArrayList;
import java.util.List;

/**
 * The guardrails in the box, for guards that are built in code; a policy's section {@code guardrails} makes the same.
 *
 * <p>Security guarantees: whatever a guardrail stops, takes out or cannot judge is decided before the caller gets any of
 * it, in streams too; none of them opens what a link names; reasons, errors and receipts hold no text. What each does not
 * see is written in its settings and in SECURITY.md. All are thread-safe and serve any number of calls.
 */
@CheckReturnValue
public final class Guardrails {

    private Guardrails() {}

    /**
     * Makes links and active content of replies harmless.
     *
     * @throws GuardException of reason {@code CONFIGURATION} if an allowed host is none, or is a public suffix
     */
    public static Interceptor links(LinkSettings settings) {
        if (!settings.allow().stream().allMatch(LinkScreen::isLegalHost)) {
            throw GuardException.of(
                            Reason.CONFIGURATION,
                            "an allowed host is a domain in lower-case ASCII below a public suffix, an address, a plain"
                                    + " name, or '*'")
                    .build();
        }
        return new LinkScreen(settings);
    }

    /** Finds invisible characters of replies that can carry text; {@code FLAG}, {@code REDACT} or {@code BLOCK}. */
    public static Interceptor hiddenText(Action action) {
        if (action != Action.FLAG && action != Action.REDACT && action != Action.BLOCK) {
            throw GuardException.of(Reason.CONFIGURATION, "hidden text is flagged, redacted or blocked")
                    .build();
        }
        return new HiddenScreen(action);
    }

    /**
     * Finds forbidden terms.
     *
     * @throws GuardException of reason {@code CONFIGURATION} if a term has nothing that could be found
     */
    public static Guardrail terms(TermSettings settings) {
        return new TermRail(settings);
    }

    /** Keeps a reply from repeating the instructions of its request. */
    public static Interceptor promptLeak(LeakSettings settings) {
        return new LeakScreen(settings);
    }

    /** Refuses requests that name what is on no list. */
    public static Interceptor allowLists(AllowSettings settings) {
        return new AllowLists(settings);
    }

    /**
     * Finds personal data in an answer that was not in the request, with the built-in rules and those given; names, of which
     * answers are full, are not among it.
     */
    public static Guardrail answerData(AnswerSettings settings, Policy policy, Detector... more) {
        List<Detector> detectors = new ArrayList<>(List.of(more));
        DetectSettings detect = policy.section(DetectSettings.class);
        detectors.add(Redaction.builtInDetector(policy.with(DetectSettings.class, detect.withoutNames())));
        return new AnswerRail(settings, detectors, detect.minScore());
    }

    /** Lets the provider's moderation judge pseudonymised texts, by the caller's own client below the guard. */
    public static Guardrail moderation(ModerationSettings settings) {
        return new ModerationRail(settings);
    }

    /** Adds all that the settings name; replies meet them in reverse, so that links are looked for last. */
    public static void addTo(Guard.Builder guard, Policy policy, GuardrailSettings settings) {
        settings.allow().ifPresent(allow -> guard.interceptor(allowLists(allow)));
        settings.links().ifPresent(links -> guard.interceptor(links(links)));
        settings.leak().ifPresent(leak -> guard.interceptor(promptLeak(leak)));
        settings.terms().forEach(list -> guard.guardrail(terms(list)));
        settings.hiddenText().ifPresent(action -> guard.interceptor(hiddenText(action)));
        settings.answers().ifPresent(answers -> guard.guardrail(answerData(answers, policy)));
        settings.moderation().ifPresent(moderation -> guard.guardrail(moderation(moderation)));
    }
}
