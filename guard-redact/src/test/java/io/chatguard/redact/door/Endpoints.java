package io.chatguard.redact.door;

import io.chatguard.internal.openai.Position.Group;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What the survey saw of each endpoint: the data of the table in {@code guard-api/ENDPOINTS.md}. */
final class Endpoints {

    /** In which form an endpoint answers. */
    enum Answer {
        JSON,
        EVENTS,
        BYTES
    }

    private static final class Seen {
        final Set<String> screened = new TreeSet<>();
        final Set<String> credentials = new TreeSet<>();
        final Set<Answer> answers = EnumSet.noneOf(Answer.class);
        final Set<Group> groups = EnumSet.noneOf(Group.class);
        boolean files;
        boolean form;
    }

    private final Map<String, Seen> endpoints = new TreeMap<>();

    void add(Doors.Door door, AnyApi.Received received, Answer answer) {
        Seen seen = endpoints.computeIfAbsent(template(received), e -> new Seen());
        seen.answers.add(answer);
        seen.form |= received.body().startsWith("--");
        WirePosition.forEach(received, (text, position) -> {
            String name = position.selector();
            if (position.isOwn()) {
                return;
            }
            switch (position.group()) {
                case STRUCTURE -> seen.groups.add(Group.STRUCTURE);
                case CREDENTIAL -> seen.credentials.add(name);
                case ENDUSER -> seen.groups.add(Group.ENDUSER);
                case OPAQUE -> seen.groups.add(Group.OPAQUE);
                default -> {
                    seen.files |= name.equals("form.~file");
                    if (!name.startsWith("form.")) {
                        seen.screened.add(name);
                    }
                }
            }
        });
    }

    /** The method and the path, ids left out. */
    private static String template(AnyApi.Received received) {
        String path = received.target().replaceFirst("\\?.*", "").replaceFirst("^/v1", "");
        StringBuilder out = new StringBuilder();
        for (String step : path.substring(1).split("/")) {
            out.append('/').append(step.startsWith("x_") ? "{id}" : step);
        }
        return out + " " + received.method();
    }

    int size() {
        return endpoints.size();
    }

    /** One line of a Markdown table for each endpoint. */
    String table() {
        StringBuilder out = new StringBuilder();
        endpoints.forEach((endpoint, seen) -> out.append("| `")
                .append(endpoint.substring(endpoint.lastIndexOf(' ') + 1))
                .append(' ')
                .append(endpoint, 0, endpoint.lastIndexOf(' '))
                .append("` | ")
                .append(body(seen))
                .append(" | ")
                .append(exempt(seen))
                .append(" | ")
                .append(refused(endpoint, seen))
                .append(" | ")
                .append(seen.answers.stream().map(a -> reply(endpoint, a)).collect(Collectors.joining("; ")))
                .append(" |\n"));
        return out.toString();
    }

    private static String body(Seen seen) {
        if (seen.screened.isEmpty() && !seen.files) {
            return "-";
        }
        int most = 6;
        String names = seen.screened.stream()
                .map(name -> name.startsWith(".") ? name.substring(1) : name)
                .limit(most)
                .collect(Collectors.joining(", "));
        int more = seen.screened.size() - most;
        String all = more > 0 ? names + " and " + more + " more" : names;
        return (seen.form ? "form: " : "")
                + all
                + (seen.files ? (all.isEmpty() ? "" : ", ") + "names and text of files" : "");
    }

    private static String exempt(Seen seen) {
        Set<String> words = new TreeSet<>(seen.credentials);
        if (seen.groups.contains(Group.STRUCTURE)) {
            words.add("ids and enumerations");
        }
        return words.isEmpty() ? "-" : String.join(", ", words);
    }

    private static String refused(String endpoint, Seen seen) {
        Set<String> words = new TreeSet<>();
        if (endpoint.contains("{id}")) {
            words.add("findings in the path");
        }
        if (seen.files || seen.groups.contains(Group.OPAQUE)) {
            words.add("opaque content");
        }
        if (endpoint.startsWith("/embeddings ") || endpoint.startsWith("/completions ")) {
            words.add("model tokens");
        }
        return words.isEmpty() ? "-" : String.join(", ", words);
    }

    private static String reply(String endpoint, Answer answer) {
        if (endpoint.equals("/files/{id}/content GET")) {
            return "JSON lines; other bytes as they are";
        }
        return switch (answer) {
            case JSON -> "JSON";
            case EVENTS -> "events";
            case BYTES -> "bytes, as they are";
        };
    }
}
