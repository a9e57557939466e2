package io.chatguard.internal.resilience;

/**
 * What a call is sent to; each has a breaker, a bulkhead and a rate of its own.
 *
 * @param endpoint the API's operation
 * @param model the model asked for, or empty
 */
public record Target(String endpoint, String model) {

    /** Shows the endpoint only: a model's name may be a customer's. */
    @Override
    public String toString() {
        return "Target[" + endpoint + "]";
    }
}
