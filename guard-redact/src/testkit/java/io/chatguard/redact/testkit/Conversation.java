package io.chatguard.redact.testkit;

import io.chatguard.EntityType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * A generated conversation and the values planted in it.
 *
 * @param messages what is sent, the last of them the user's and holding every planted value
 * @param planted the values, at least six
 * @param api which API it goes to
 * @param transfer whether the reply streams
 * @param metadata a user's own map
 */
public record Conversation(
        List<Message> messages, List<Planted> planted, Api api, Transfer transfer, Map<String, String> metadata) {

    private static final List<String> NESTING = List.of("?q=", "mailto:", "<", "\"a\\n", "://");

    /** Which API a conversation goes to. */
    public enum Api {
        CHAT,
        RESPONSES
    }

    /** Whether a reply streams. */
    public enum Transfer {
        WHOLE,
        STREAMED
    }

    public Conversation {
        messages = List.copyOf(messages);
        planted = List.copyOf(planted);
        metadata = Map.copyOf(metadata);
    }

    /** The classes that this conversation belongs to, for counting what a run has covered. */
    public List<String> classes() {
        TreeSet<String> classes = new TreeSet<>();
        classes.add("api " + api);
        classes.add("transfer " + transfer);
        for (Message message : messages) {
            classes.add("role " + message.role());
            classes.add("shape " + message.shape());
            classesOfText(message.text(), classes);
        }
        for (Planted value : planted) {
            classes.add("type " + value.type());
        }
        if (!metadata.isEmpty()) {
            classes.add("metadata");
        }
        if (messages.stream().anyMatch(m -> isAdjacent(m.text()))) {
            classes.add("values adjacent");
        }
        if (planted.stream()
                .anyMatch(p -> messages.stream()
                        .anyMatch(m -> NESTING.stream().anyMatch(n -> m.text().contains(n + p.value()))))) {
            classes.add("value nested");
        }
        if (planted.stream().anyMatch(p -> count(p.value()) > 1)) {
            classes.add("value repeated");
        }
        return new ArrayList<>(classes);
    }

    private static void classesOfText(String text, TreeSet<String> classes) {
        text.codePoints().forEach(c -> {
            if (c > 0x7f) {
                classes.add(c > 0xffff ? "text plane " + (c >> 16) : "text beyond ASCII");
            }
        });
        if (text.contains(Conversations.LOOK_ALIKE_CHECK)) {
            classes.add("look-alike");
        }
        if (text.contains("```")) {
            classes.add("code block");
        }
        if (text.contains("](")) {
            classes.add("link");
        }
    }

    /** Whether two values stand side by side with one character between them. */
    private boolean isAdjacent(String text) {
        for (Planted value : planted) {
            int behind = text.indexOf(value.value()) + value.value().length() + 1;
            if (behind > value.value().length()
                    && planted.stream().anyMatch(p -> p != value && text.startsWith(p.value(), behind))) {
                return true;
            }
        }
        return false;
    }

    private long count(String value) {
        return messages.stream().filter(m -> m.text().contains(value)).count();
    }

    /** The types of the planted values. */
    public List<EntityType> types() {
        return planted.stream().map(Planted::type).distinct().toList();
    }

    /** Shows shapes and counts only; {@link LeakCheck} prints the texts when it fails, since they are invented. */
    @Override
    public String toString() {
        return "Conversation[" + api + ", " + transfer + ", " + messages.size() + " messages, " + planted.size()
                + " planted]";
    }
}
