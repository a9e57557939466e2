package io.chatguard.internal.openai;

import com.openai.core.http.HttpRequest;
import com.openai.core.http.QueryParams;
import io.chatguard.Role;
import io.chatguard.spi.Segment;
import io.chatguard.spi.Segment.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The texts of a request outside its body: query values, path parameters and the caller's own headers. */
final class AroundSegments {

    /** Exempt by name: passed on as they are, never logged. */
    private static final Set<String> CREDENTIALS = Set.of("authorization", "api-key", "proxy-authorization", "cookie");

    /** Set by SDK and HTTP, with values of the form that protocols have; a caller can set them too. */
    private static final Set<String> OF_PROTOCOL = Set.of(
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

    private static final String SDK = "x-stainless-";
    private static final String KEY = "/~key";

    private AroundSegments() {}

    static List<Segment> of(HttpRequest request) {
        List<Segment> found = new ArrayList<>(0);
        List<String> path = request.pathSegments();
        for (int i = 0; i < path.size(); i++) {
            if (!RequestFacts.isPathWord(path.get(i))) {
                found.add(segment("/~path/" + i, "/~path/" + i, Kind.PATH, path.get(i)));
            }
        }
        QueryParams query = request.queryParams();
        int key = 0;
        for (String name : query.keys()) {
            String named = "/~query/" + key + KEY;
            if (name.indexOf('[') >= 0 || !Identifiers.isOfProtocol(name)) {
                found.add(Segment.at(named)
                        .kind(Kind.QUERY)
                        .form(Segment.Form.KEY)
                        .text(() -> name));
            }
            List<String> values = query.values(name);
            for (int i = 0; i < values.size(); i++) {
                if (!(name.equals("api-version") && Identifiers.isOfProtocol(values.get(i)))) {
                    String pointer = "/~query/" + key + "/" + i;
                    found.add(segment(pointer, pointer, Kind.QUERY, values.get(i)));
                }
            }
            key++;
        }
        headers(request, found);
        return found;
    }

    private static void headers(HttpRequest request, List<Segment> found) {
        int header = 0;
        for (String name : request.headers().names()) {
            boolean ofSdk = name.regionMatches(true, 0, SDK, 0, SDK.length());
            String lower = ofSdk ? "" : name.toLowerCase(Locale.ROOT);
            if (CREDENTIALS.contains(lower)) {
                continue;
            }
            boolean protocol = ofSdk || OF_PROTOCOL.contains(lower);
            List<String> values = request.headers().values(name);
            int before = found.size();
            for (int i = 0; i < values.size(); i++) {
                String value = values.get(i);
                if (!(protocol && (Identifiers.isOfProtocol(value) || Identifiers.endsInUuid(value)))) {
                    String pointer = "/~header/" + header + "/" + i;
                    found.add(segment(pointer, pointer, Kind.HEADER, value));
                }
            }
            if (!protocol && !Identifiers.isOfProtocol(name)) {
                String named = "/~header/" + header + KEY;
                found.add(Segment.at(named)
                        .kind(Kind.HEADER)
                        .form(Segment.Form.KEY)
                        .text(() -> name));
            }
            header += found.size() > before ? 1 : 0;
        }
    }

    /** The request's query with the edited names and values. */
    static QueryParams query(HttpRequest request, List<Segment> around) {
        Map<String, String> texts = new HashMap<>();
        around.forEach(segment -> texts.put(segment.pointer(), segment.text()));
        QueryParams.Builder out = QueryParams.builder();
        int key = 0;
        for (String name : request.queryParams().keys()) {
            String named = texts.getOrDefault("/~query/" + key + KEY, name);
            List<String> values = request.queryParams().values(name);
            for (int i = 0; i < values.size(); i++) {
                out.put(named, texts.getOrDefault("/~query/" + key + "/" + i, values.get(i)));
            }
            key++;
        }
        return out.build();
    }

    static Segment rewritten(Segment before, String text) {
        if (before.kind() != Kind.QUERY) {
            throw new IllegalArgumentException("a path or header is never rewritten");
        }
        return JsonContent.rewritten(before, () -> text);
    }

    private static Segment segment(String pointer, String place, Kind kind, String text) {
        return Segment.at(pointer).place(place).role(Role.NONE).kind(kind).text(() -> text);
    }
}
