package io.chatguard.redact.names.train;

import io.chatguard.EntityType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A text and the names in it, in order, none overlapping another; offsets as in Java. */
public record Annotated(String text, List<Span> spans) {

    /** A name. */
    public record Span(EntityType type, int start, int end) {}

    public Annotated {
        spans = List.copyOf(spans);
    }

    /** In small letters; as it is if that would move offsets. */
    Annotated lower() {
        String lower = text.toLowerCase(Locale.ROOT);
        return lower.length() == text.length() ? new Annotated(lower, spans) : this;
    }

    /** In capitals; as it is if that would move offsets. */
    Annotated upper() {
        String upper = text.toUpperCase(Locale.ROOT);
        return upper.length() == text.length() ? new Annotated(upper, spans) : this;
    }

    /** Its names alone in small letters. */
    Annotated lowerNames() {
        StringBuilder out = new StringBuilder(text);
        for (Span span : spans) {
            String name = text.substring(span.start(), span.end()).toLowerCase(Locale.ROOT);
            if (name.length() == span.end() - span.start()) {
                out.replace(span.start(), span.end(), name);
            }
        }
        return new Annotated(out.toString(), spans);
    }

    /** A piece of the text, with the names that are in it. */
    Annotated piece(int start, int end) {
        List<Span> in = new ArrayList<>();
        for (Span span : spans) {
            if (span.start() >= start && span.end() <= end) {
                in.add(new Span(span.type(), span.start() - start, span.end() - start));
            }
        }
        return new Annotated(text.substring(start, end), in);
    }
}
