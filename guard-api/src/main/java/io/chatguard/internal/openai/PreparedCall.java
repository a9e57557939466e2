package io.chatguard.internal.openai;

import com.openai.core.http.HttpRequest;
import io.chatguard.internal.chain.ExchangeRun;
import org.jspecify.annotations.Nullable;

/**
 * A request that has passed the stages.
 *
 * @param run the exchange
 * @param request what is to be sent
 * @param original what the caller asked, before any stage; null where the body is not JSON
 */
record PreparedCall(
        ExchangeRun run, HttpRequest request, @Nullable WireContent original) {}
