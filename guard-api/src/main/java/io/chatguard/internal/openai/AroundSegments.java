package io.chatguard.internal.openai;

import com.openai.core.http.HttpRequest;
import com.openai.core.http.QueryParams;
import io.chatguard.Role;
import io.chatguard.spi.Segment;
import io.chatguard.spi.Segment.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The texts of a request outside its body: query values, path parameters and the caller's own headers. */
final class AroundSegments {

    /** Credentials, exempt by name, and what SDK and HTTP themselves set. */
    private static final Set<String> NOT_TEXT = Set.of(
            "authorization",
            "api-key",
            "proxy-authorization",
            "cookie",
            "openai-organization",
            "openai-project",
            "openai-beta",
            "accept",
            "accept-encoding",
            "content-type",
            "content-length",
            "host",
            "user-agent",
            "idempotency-key",
            "connection");

    private AroundSegments() {}

    static List<Segment> of(HttpRequest request) {
        List<Segment> found = new ArrayList<>();
        List<String> path = request.pathSegments();
        for (int i = 0; i < path.size(); i++) {
            if (!RequestFacts.isPathWord(path.get(i))) {
                found.add(segment("/~path/" + i, "/~path/" + i, Kind.PATH, path.get(i)));
            }
        }
        QueryParams query = request.queryParams();
        int key = 0;
        for (String name : query.keys()) {
            List<String> values = query.values(name);
            for (int i = 0; i < values.size(); i++) {
                if (!name.equals("api-version")) {
                    String pointer = "/~query/" + key + "/" + i;
                    found.add(segment(pointer, pointer, Kind.QUERY, values.get(i)));
                }
            }
            key++;
        }
        int header = 0;
        for (String name : request.headers().names()) {
            if (!isOwn(name)) {
                continue;
            }
            List<String> values = request.headers().values(name);
            for (int i = 0; i < values.size(); i++) {
                String pointer = "/~header/" + header + "/" + i;
                found.add(segment(pointer, pointer, Kind.HEADER, values.get(i)));
            }
            header++;
        }
        return found;
    }

    /** The request's query with the edited values. */
    static QueryParams query(HttpRequest request, List<Segment> around) {
        QueryParams.Builder out = QueryParams.builder();
        int key = 0;
        for (String name : request.queryParams().keys()) {
            List<String> values = request.queryParams().values(name);
            for (int i = 0; i < values.size(); i++) {
                String pointer = "/~query/" + key + "/" + i;
                String value = values.get(i);
                for (Segment segment : around) {
                    if (segment.pointer().equals(pointer)) {
                        value = segment.text();
                    }
                }
                out.put(name, value);
            }
            key++;
        }
        return out.build();
    }

    static Segment rewritten(Segment before, String text) {
        if (before.kind() != Kind.QUERY) {
            throw new IllegalArgumentException("a path or header is never rewritten");
        }
        return segment(before.pointer(), before.place(), before.kind(), text);
    }

    private static boolean isOwn(String header) {
        String name = header.toLowerCase(Locale.ROOT);
        return !NOT_TEXT.contains(name) && !name.startsWith("x-stainless-");
    }

    private static Segment segment(String pointer, String place, Kind kind, String text) {
        return Segment.at(pointer).place(place).role(Role.NONE).kind(kind).text(() -> text);
    }
}
