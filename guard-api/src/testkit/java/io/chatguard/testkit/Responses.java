package io.chatguard.testkit;

import io.chatguard.testkit.Prompt.Turn;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code POST /v1/responses}, {@code GET} and {@code DELETE /v1/responses/{id}}. Shapes: OpenAI API reference,
 * "Responses".
 */
final class Responses implements Api {
    private final Ids ids;
    private final ResponseStore store;

    Responses(Ids ids, ResponseStore store) {
        this.ids = ids;
        this.store = store;
    }

    @Override
    public Prompt ask(Object body, byte[] bytes) throws ApiError {
        if (Json.get(body, "input") == Json.NULL && Json.get(body, "prompt") == Json.NULL) {
            throw ApiError.missing("input");
        }
        List<Turn> turns = new ArrayList<>();
        String instructions = Json.string(body, "instructions");
        if (!instructions.isEmpty()) {
            turns.add(new Turn("system", instructions));
        }
        String previous = Json.string(body, "previous_response_id");
        if (!previous.isEmpty()) {
            turns.addAll(store.get(previous)
                    .orElseThrow(() -> new ApiError(
                            400,
                            "previous_response_not_found",
                            "previous_response_id",
                            "Previous response with id '" + previous + "' not found."))
                    .turns());
        }
        turns.addAll(Turns.ofInput(Json.get(body, "input")));
        return new Prompt(Prompt.Operation.RESPONSE, body, turns, bytes);
    }

    @Override
    public Object whole(Prompt prompt, Reply reply) {
        ResponseDraft draft = new ResponseDraft(prompt, reply.choice(0), ids);
        keep(prompt, draft);
        return draft.ended();
    }

    @Override
    public void stream(Prompt prompt, Reply reply, Splitter splitter, Events events) throws IOException {
        ResponseDraft draft = new ResponseDraft(prompt, reply.choice(0), ids);
        keep(prompt, draft);
        new ResponseStream(draft, splitter, events).send();
    }

    Object get(String id) throws ApiError {
        return store.get(id).orElseThrow(() -> unknown(id)).response();
    }

    Object delete(String id) throws ApiError {
        if (!store.remove(id)) {
            throw unknown(id);
        }
        return Json.object("id", id).and("object", "response").and("deleted", true);
    }

    private void keep(Prompt prompt, ResponseDraft draft) {
        if (Boolean.FALSE.equals(Json.get(prompt.body(), "store"))) {
            return;
        }
        List<Turn> turns = new ArrayList<>(prompt.turns());
        if (!Json.string(prompt.body(), "instructions").isEmpty()) {
            turns.remove(0); // instructions are not carried over to the next response
        }
        turns.addAll(Turns.ofInput(draft.output()));
        store.put(draft.id(), draft.ended(), turns);
    }

    private static ApiError unknown(String id) {
        return new ApiError(404, "", "", "Response with id '" + id + "' not found.");
    }
}
