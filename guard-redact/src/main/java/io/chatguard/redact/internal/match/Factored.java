package io.chatguard.redact.internal.match;

import io.chatguard.redact.internal.match.Expression.Choice;
import io.chatguard.redact.internal.match.Expression.One;
import io.chatguard.redact.internal.match.Expression.Repeat;
import io.chatguard.redact.internal.match.Expression.Sequence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Expressions in which branches that begin alike are one: {@code password|passwd} becomes {@code passw(?:ord|d)}. */
final class Factored {
    private Factored() {}

    static Expression of(Expression expression) {
        if (expression instanceof Sequence sequence) {
            return joined(sequence.parts().stream().map(Factored::of).toList());
        }
        if (expression instanceof Repeat repeat) {
            return new Repeat(of(repeat.body()), repeat.min(), repeat.max(), repeat.position());
        }
        if (expression instanceof Choice choice) {
            List<List<Expression>> branches = new ArrayList<>();
            for (Expression branch : choice.branches()) {
                branches.addAll(unfolded(of(branch)));
            }
            return choice(branches);
        }
        return expression;
    }

    private static List<List<Expression>> unfolded(Expression branch) {
        if (branch instanceof Choice inner) {
            return inner.branches().stream().map(Factored::parts).toList();
        }
        return List.of(parts(branch));
    }

    private static List<Expression> parts(Expression expression) {
        return expression instanceof Sequence sequence ? sequence.parts() : List.of(expression);
    }

    private static Expression joined(List<Expression> parts) {
        List<Expression> flat = new ArrayList<>();
        parts.forEach(part -> flat.addAll(parts(part)));
        return flat.size() == 1 ? flat.get(0) : new Sequence(List.copyOf(flat));
    }

    private static Expression choice(List<List<Expression>> branches) {
        Map<Object, List<List<Expression>>> byFirst = new LinkedHashMap<>();
        for (List<Expression> branch : branches) {
            Object key = branch.isEmpty() ? List.of() : branch.get(0) instanceof One one ? one.set() : new Object();
            byFirst.computeIfAbsent(key, k -> new ArrayList<>()).add(branch);
        }
        List<Expression> made = new ArrayList<>();
        for (List<List<Expression>> same : byFirst.values()) {
            List<Expression> first = same.get(0);
            if (same.size() == 1 || first.isEmpty()) {
                made.add(joined(first));
            } else {
                Expression rest = choice(same.stream()
                        .map(branch -> branch.subList(1, branch.size()))
                        .toList());
                made.add(joined(List.of(first.get(0), rest)));
            }
        }
        return made.size() == 1 ? made.get(0) : new Choice(List.copyOf(made));
    }
}
