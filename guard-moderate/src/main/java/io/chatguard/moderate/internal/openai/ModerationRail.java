package io.chatguard.moderate.internal.openai;

import io.chatguard.Action;
import io.chatguard.Direction;
import io.chatguard.GuardException;
import io.chatguard.GuardException.Reason;
import io.chatguard.moderate.ModerationSettings;
import io.chatguard.moderate.ModerationSettings.Category;
import io.chatguard.moderate.internal.resilience.EndpointBreaker;
import io.chatguard.moderate.internal.text.Echo;
import io.chatguard.moderate.internal.text.Ruling;
import io.chatguard.spi.Content;
import io.chatguard.spi.Exchange;
import io.chatguard.spi.Guardrail;
import io.chatguard.spi.ProviderModeration;
import io.chatguard.spi.Segment;
import io.chatguard.spi.Verdict;
import io.chatguard.spi.View;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Lets the provider's moderation judge pseudonymised texts, by the caller's own client below the guard. */
public final class ModerationRail implements Guardrail {

    private static final int MOST_AT_ONCE = 32;

    private final ModerationSettings settings;
    private final ScoreCache cache = new ScoreCache();
    private final EndpointBreaker breaker = EndpointBreaker.of("chatguard-moderation");

    public ModerationRail(ModerationSettings settings) {
        this.settings = settings;
    }

    @Override
    public String name() {
        return "moderation";
    }

    @Override
    public View view() {
        return View.PSEUDONYMISED;
    }

    @Override
    public boolean sendsTextElsewhere() {
        return true;
    }

    @Override
    public Budget budget() {
        return settings.budget();
    }

    @Override
    public Verdict onRequest(Content request, Exchange exchange) {
        // Who asks for moderation gets it.
        boolean wanted = settings.directions().contains(Direction.REQUEST)
                && !exchange.facts().operation().equals("moderations");
        return wanted ? judge(request, exchange) : Verdict.pass();
    }

    @Override
    public Verdict onReply(Content reply, Exchange exchange) {
        return settings.directions().contains(Direction.REPLY) ? judge(reply, exchange) : Verdict.pass();
    }

    private static boolean isWritten(Segment segment) {
        return switch (segment.kind()) {
            case PROSE, STRUCTURED, NOT_JSON, TOOL_ARGUMENT, TOOL_OUTPUT ->
                segment.form() == Segment.Form.VALUE && !segment.text().isBlank() && !Echo.isAt(segment.place());
            default -> false;
        };
    }

    private Verdict judge(Content content, Exchange exchange) {
        List<Segment> written =
                content.segments().stream().filter(ModerationRail::isWritten).toList();
        Map<String, Map<String, Double>> judged = ask(written, exchange);
        Set<String> flagged = new TreeSet<>();
        for (Segment segment : written) {
            for (Map.Entry<String, Double> score :
                    judged.getOrDefault(segment.text(), Map.of()).entrySet()) {
                Category category = settings.categories().getOrDefault(score.getKey(), settings.otherwise());
                if (score.getValue() < category.threshold() || category.action() == Action.ALLOW) {
                    continue;
                }
                String name = known(score.getKey());
                if (category.action() == Action.BLOCK) {
                    throw new Ruling(exchange, name())
                            .block(
                                    "moderation: " + name,
                                    "moderation/" + name,
                                    segment.place(),
                                    "its threshold is in guardrails.moderation");
                }
                flagged.add(name);
            }
        }
        return flagged.isEmpty() ? Verdict.pass() : Verdict.flag("moderation: " + String.join(", ", flagged));
    }

    /** Names come from a server: one that is not known is not repeated. */
    private static String known(String category) {
        return ModerationSettings.CATEGORIES.contains(category) ? category : "other";
    }

    /** The scores of every text, remembered or asked for. */
    private Map<String, Map<String, Double>> ask(List<Segment> written, Exchange exchange) {
        Map<String, Map<String, Double>> judged = new HashMap<>();
        Set<String> distinct = new LinkedHashSet<>();
        for (Segment segment : written) {
            cache.get(segment.text())
                    .ifPresentOrElse(scores -> judged.put(segment.text(), scores), () -> distinct.add(segment.text()));
        }
        List<String> texts = new ArrayList<>(distinct);
        for (int from = 0; from < texts.size(); from += MOST_AT_ONCE) {
            List<String> some = texts.subList(from, Math.min(texts.size(), from + MOST_AT_ONCE));
            List<Map<String, Double>> scores = asked(some, exchange);
            for (int i = 0; i < some.size(); i++) {
                cache.put(some.get(i), scores.get(i));
                judged.put(some.get(i), scores.get(i));
            }
        }
        return judged;
    }

    private List<Map<String, Double>> asked(List<String> texts, Exchange exchange) {
        ProviderModeration endpoint = exchange.moderation().orElseThrow(() -> unavailable("this client reaches none"));
        if (!breaker.tryEnter()) {
            throw unavailable("it failed several times in a row and is not asked for a while");
        }
        try {
            List<Map<String, Double>> scores = endpoint.scores(
                    settings.model(),
                    List.copyOf(texts),
                    settings.budget().time().orElseThrow());
            breaker.wentWell();
            return scores;
        } catch (Throwable e) {
            breaker.failed(e);
            throw e;
        }
    }

    private GuardException unavailable(String why) {
        return GuardException.of(Reason.STAGE_FAILED, "the provider's moderation cannot be used: " + why)
                .rule("moderation/endpoint")
                .interceptor(name())
                .remedy("guardrails.moderation.unjudged: pass lets texts go on that could not be judged")
                .build();
    }

    @Override
    public String toString() {
        return name();
    }
}
