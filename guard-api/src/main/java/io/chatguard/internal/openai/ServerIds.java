package io.chatguard.internal.openai;

import com.openai.core.http.HttpRequest;
import io.chatguard.Guard;
import io.chatguard.internal.chain.ExchangeRun;
import io.chatguard.internal.chain.ScopeClues;
import io.chatguard.internal.json.JsonIndex;
import io.chatguard.internal.json.JsonKind;
import io.chatguard.spi.Exchange;
import io.chatguard.spi.Facts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The ids of server-side objects, by which a later call finds the scope of an earlier one: read from requests, learned
 * from replies.
 */
final class ServerIds {

    /** Members of a request's body that name what the call continues, the nearest first. */
    private static final String[] CONTINUED = {"previous_response_id", "conversation", "input_file_id"};

    /** Members of a reply that name a further object that holds texts of the same scope. */
    private static final String[] FURTHER = {"conversation", "output_file_id", "error_file_id"};

    private ServerIds() {}

    /** What a request tells of its scope: handles in headers, ids in body and path. */
    static ScopeClues of(HttpRequest request, Optional<JsonIndex> body) {
        List<String> ids = new ArrayList<>();
        body.ifPresent(index -> {
            for (String name : CONTINUED) {
                id(index, 0, name).ifPresent(ids::add);
            }
        });
        for (String segment : request.pathSegments()) {
            if (!RequestFacts.isPathWord(segment) && !segment.isEmpty() && Identifiers.isIdentifier(segment)) {
                ids.add(segment);
            }
        }
        return new ScopeClues(request.headers().values(Guard.SCOPE_HEADER), ids);
    }

    /** The request without the header that is meant for the guard alone. */
    static HttpRequest withoutHandle(HttpRequest request) {
        return request.headers().values(Guard.SCOPE_HEADER).isEmpty()
                ? request
                : request.toBuilder().removeHeaders(Guard.SCOPE_HEADER).build();
    }

    /**
     * Links the ids of that object to the exchange's scope if the provider keeps it, durable when this returns.
     *
     * @return whether the object has an id, so that there is nothing more to learn
     */
    static boolean learn(ExchangeRun run, JsonIndex reply, int object) {
        if (reply.kind(object) == JsonKind.OBJECT && run.facts().operation().equals("batches")) {
            learnListed(run, reply, reply.child(object, "data"));
        }
        boolean kept = run.facts().storage() == Facts.Storage.STORED;
        // A scope made for a call that keeps nothing ends with it: what such a call reads belongs to other scopes.
        if (reply.kind(object) != JsonKind.OBJECT || (!kept && run.scopeOrigin() == Exchange.ScopeOrigin.PER_CALL)) {
            return true;
        }
        Optional<String> own = id(reply, object, "id");
        if (kept) {
            own.ifPresent(run::learn);
        }
        for (String name : FURTHER) {
            id(reply, object, name).ifPresent(run::learn);
        }
        return own.isPresent();
    }

    /** A list names the results of many batches, each of the scope that its batch was made in. */
    private static void learnListed(ExchangeRun run, JsonIndex reply, int data) {
        if (data < 0 || reply.kind(data) != JsonKind.ARRAY) {
            return;
        }
        for (int batch = reply.firstChild(data); batch >= 0; batch = reply.nextSibling(batch)) {
            Optional<String> known = id(reply, batch, "id");
            for (String name : FURTHER) {
                Optional<String> further = id(reply, batch, name);
                if (known.isPresent() && further.isPresent()) {
                    run.learn(known.get(), further.get());
                }
            }
        }
    }

    /** A member that is an id, or an object with an id. */
    private static Optional<String> id(JsonIndex index, int object, String name) {
        if (index.kind(object) != JsonKind.OBJECT) {
            return Optional.empty();
        }
        int member = index.child(object, name);
        if (member >= 0 && index.kind(member) == JsonKind.OBJECT) {
            member = index.child(member, "id");
        }
        return member >= 0 && index.kind(member) == JsonKind.STRING
                ? Optional.of(index.text(member)).filter(text -> !text.isEmpty())
                : Optional.empty();
    }
}
