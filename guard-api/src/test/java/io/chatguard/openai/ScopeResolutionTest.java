package io.chatguard.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.core.http.HttpResponse;
import com.openai.models.batches.BatchCreateParams;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.responses.ResponseCreateParams;
import io.chatguard.Caller;
import io.chatguard.Guard;
import io.chatguard.GuardException;
import io.chatguard.GuardException.Reason;
import io.chatguard.Policy;
import io.chatguard.Scope;
import io.chatguard.spi.AuditEvent;
import io.chatguard.spi.AuditSink;
import io.chatguard.spi.Ending;
import io.chatguard.spi.Exchange;
import io.chatguard.spi.Exchange.ScopeOrigin;
import io.chatguard.spi.Interceptor;
import io.chatguard.testkit.FakeOpenAi;
import io.chatguard.testkit.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** In which scope a call runs: pinned, by handle, by the id of a server-side object, or its own. */
class ScopeResolutionTest {

    private static final Scope SCOPE = Scope.of("tenant", "account 4711");
    private static final Caller CALLER =
            new Caller("zoe", "support", Set.of("agent", "lead"), Caller.Assurance.AUTHENTICATED);

    private final FakeOpenAi fake = FakeOpenAi.start();
    private final List<Exchange> exchanges = new ArrayList<>();
    private final List<AuditEvent> audit = new ArrayList<>();
    private final Guard guard = guard(Policy.defaults());
    private final OpenAIClient bare = OpenAIOkHttpClient.builder()
            .baseUrl(fake.baseUrl())
            .apiKey("test-key")
            .maxRetries(0)
            .build();
    private final OpenAIClient client = GuardedOpenAI.wrap(bare, guard);

    @AfterEach
    void close() {
        bare.close();
        fake.close();
        guard.close();
    }

    private Guard guard(Policy policy) {
        return Guard.builder()
                .policy(policy)
                .interceptor(new Interceptor() {
                    @Override
                    public Call open(Exchange exchange) {
                        exchanges.add(exchange);
                        return new Call() {};
                    }
                })
                .audit(new AuditSink() {
                    @Override
                    public void write(AuditEvent event) {
                        audit.add(event);
                    }
                })
                .build();
    }

    private Exchange last() {
        return exchanges.get(exchanges.size() - 1);
    }

    private static ChatCompletionCreateParams.Builder chat() {
        return ChatCompletionCreateParams.builder().model("gpt-4o").addUserMessage("Hi");
    }

    private static ResponseCreateParams.Builder response() {
        return ResponseCreateParams.builder().model("gpt-4o").input("Hi");
    }

    private void chatWith(String handle) {
        client.chat()
                .completions()
                .create(chat().putAdditionalHeader(Guard.SCOPE_HEADER, handle).build());
    }

    @Test
    void eachCallHasAScopeOfItsOwn() {
        client.chat().completions().create(chat().build());
        Exchange first = last();
        client.chat().completions().create(chat().build());
        assertThat(first.scopeOrigin()).isEqualTo(ScopeOrigin.PER_CALL);
        assertThat(last().scope()).isNotEqualTo(first.scope());
    }

    @Test
    void aHandleNamesScopeAndCallerAndIsTakenOff() {
        chatWith(guard.handle(SCOPE, CALLER));
        assertThat(last().scopeOrigin()).isEqualTo(ScopeOrigin.HANDLE);
        assertThat(last().scope()).isEqualTo(SCOPE);
        assertThat(last().caller()).isEqualTo(CALLER);
        assertThat(fake.requests().get(0).headers().keySet())
                .noneMatch(name -> name.equalsIgnoreCase(Guard.SCOPE_HEADER));
    }

    @Test
    void aHandleShowsNothingOfWhatItNames() {
        String handle = guard.handle(SCOPE, CALLER);
        assertThat(handle).matches("cg1\\.[A-Za-z0-9_-]+").isNotEqualTo(guard.handle(SCOPE, CALLER));
        byte[] bytes = java.util.Base64.getUrlDecoder().decode(handle.substring(4));
        assertThat(new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1))
                .doesNotContain("4711")
                .doesNotContain("zoe");
    }

    @Test
    void aPlainForgedForeignOrExpiredHandleBlocksTheCallAndIsAudited() {
        String good = guard.handle(SCOPE, CALLER);
        char altered = good.charAt(20) == 'A' ? 'B' : 'A';
        try (Guard other = guard(Policy.defaults())) {
            List<String> bad = List.of(
                    "tenant/account",
                    "cg1.",
                    "cg1.!!!",
                    good.substring(0, good.length() - 4),
                    good.substring(0, 20) + altered + good.substring(21),
                    other.handle(SCOPE, CALLER),
                    guard.handle(SCOPE, CALLER, Duration.ofNanos(1)));
            for (String handle : bad) {
                assertThatThrownBy(() -> chatWith(handle)).isInstanceOfSatisfying(GuardException.class, e -> {
                    assertThat(e.reason()).isEqualTo(Reason.CONFIGURATION);
                    assertThat(e.rule()).startsWith("scope-handle/");
                    assertThat(e).hasMessageNotContaining("4711");
                });
            }
            assertThat(fake.requests()).isEmpty();
            assertThat(audit)
                    .hasSize(bad.size())
                    .allSatisfy(e -> assertThat(e.ending()).contains(Ending.BLOCKED));
        }
    }

    @Test
    void twoHandlesBlockTheCallEvenIfTheScopeIsPinned() {
        OpenAIClient pinned = GuardedOpenAI.withScope(client, SCOPE, CALLER);
        String handle = guard.handle(SCOPE, CALLER);
        var params = chat().putAdditionalHeaders(Guard.SCOPE_HEADER, List.of(handle, handle))
                .build();
        assertThatThrownBy(() -> pinned.chat().completions().create(params)).isInstanceOf(GuardException.class);
        assertThat(fake.requests()).isEmpty();
    }

    @Test
    void aPinnedScopeComesBeforeAHandle() {
        Scope pin = Scope.of("tenant", "pinned");
        OpenAIClient pinned = GuardedOpenAI.withScope(client, pin, Caller.anonymous());
        pinned.chat()
                .completions()
                .create(chat().putAdditionalHeader(Guard.SCOPE_HEADER, guard.handle(SCOPE, CALLER))
                        .build());
        assertThat(last().scope()).isEqualTo(pin);
        assertThat(fake.requests().get(0).headers().keySet())
                .noneMatch(name -> name.equalsIgnoreCase(Guard.SCOPE_HEADER));
    }

    @Test
    void aStoredReplyIsFoundByItsIdInBodyAndPathAndOneThatIsNotStoredIsNot() {
        String stored = client.responses().create(response().build()).id();
        Scope scope = last().scope();
        client.responses().retrieve(stored);
        assertThat(last().scope()).isEqualTo(scope);
        client.responses().create(response().previousResponseId(stored).build());
        assertThat(last().scope()).isEqualTo(scope);
        assertThat(last().scopeOrigin()).isEqualTo(ScopeOrigin.LINKED);
        String passing =
                client.responses().create(response().store(false).build()).id();
        assertThatThrownBy(() -> client.responses().retrieve(passing)).isNotNull();
        assertThat(last().scopeOrigin()).isEqualTo(ScopeOrigin.PER_CALL);
    }

    @Test
    void aConversationNamedInARequestIsLinkedByTheReplyToIt() {
        canned("/conversations", "{\"id\":\"conv_1\",\"object\":\"conversation\",\"created_at\":1,\"metadata\":{}}");
        client.conversations().create();
        Scope scope = last().scope();
        client.responses().create(response().conversation("conv_1").build());
        assertThat(last().scope()).isEqualTo(scope);
        client.responses()
                .create(response()
                        .putAdditionalBodyProperty("conversation", JsonValue.from(Map.of("id", "conv_1")))
                        .build());
        assertThat(last().scope()).isEqualTo(scope);
        canned(
                "/conversations/conv_1",
                "{\"id\":\"conv_1\",\"object\":\"conversation\",\"created_at\":1,\"metadata\":{}}");
        client.conversations().retrieve("conv_1");
        assertThat(last().scope()).isEqualTo(scope);
    }

    @Test
    void aBatchLeadsFromItsInputToItsOutput() {
        Scope scope = Scope.of(guard.policy().tenant(), "night");
        OpenAIClient pinned = GuardedOpenAI.withScope(client, scope, CALLER);
        canned("/batches", batch("null"));
        pinned.batches()
                .create(BatchCreateParams.builder()
                        .inputFileId("file-in")
                        .endpoint(BatchCreateParams.Endpoint.V1_RESPONSES)
                        .completionWindow(BatchCreateParams.CompletionWindow._24H)
                        .build());
        canned("/batches/batch_1", batch("\"file-out\""));
        client.batches().retrieve("batch_1");
        assertThat(last().scope()).isEqualTo(scope);
        canned("/files/file-out/content", "{}");
        try (HttpResponse content = client.files().content("file-out")) {
            assertThat(content.statusCode()).isEqualTo(200);
        }
        assertThat(last().scope()).isEqualTo(scope);
    }

    @Test
    void whatAListOfOthersNamesIsNotLinkedToTheCallThatReadIt() {
        canned("/batches/batch_1", batch("\"file-out\""));
        client.batches().retrieve("batch_1");
        canned("/files/file-out/content", "{}");
        try (HttpResponse content = client.files().content("file-out")) {
            assertThat(content.statusCode()).isEqualTo(200);
        }
        assertThat(last().scopeOrigin()).isEqualTo(ScopeOrigin.PER_CALL);
    }

    private void canned(String resource, String json) {
        fake.enqueueAt(resource, Fault.status(200, Map.of(), json));
    }

    private static String batch(String output) {
        return "{\"id\":\"batch_1\",\"object\":\"batch\",\"endpoint\":\"/v1/responses\",\"input_file_id\":\"file-in\","
                + "\"completion_window\":\"24h\",\"status\":\"completed\",\"created_at\":1,\"output_file_id\":"
                + output + "}";
    }
}
