/** What keeps a guardrail from asking an endpoint that fails. */
@NullMarked
package io.chatguard.moderate.internal.resilience;

import org.jspecify.annotations.NullMarked;
