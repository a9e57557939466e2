/** A call's way to the provider: deadline, retries, breaker, bulkhead, rate limit, kill switch; knows no client. */
@NullMarked
package io.chatguard.internal.resilience;

import org.jspecify.annotations.NullMarked;
