package io.chatguard.spi;

import io.chatguard.Caller;
import io.chatguard.EntityType;
import io.chatguard.Scope;
import java.util.Set;

/**
 * Knows whether a call may process personal data, and on what basis: asked before any text of the request is looked at,
 * and where the policy's section {@code consent} lists types, before a request in which they were found is sent.
 *
 * <p>What it throws stops the call. It may block; for asynchronous calls it runs on the guard's executor. Thread-safe.
 */
@FunctionalInterface
public interface ConsentCheck {

    /**
     * What is asked.
     *
     * @param scope whose conversation it is
     * @param caller who asks, and for what purpose
     * @param facts what is known of the call
     * @param types the types of the policy's list that were found; empty before anything is looked at
     */
    record Question(Scope scope, Caller caller, Facts facts, Set<EntityType> types) {
        public Question {
            types = Set.copyOf(types);
        }

        /** Shows operation and types only. */
        @Override
        public String toString() {
            return "Question[" + facts.operation() + ", types=" + types + "]";
        }
    }

    Consent check(Question question);
}
