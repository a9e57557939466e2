/** What an extension implements: detectors, guardrails, interceptors, stores and sinks. */
@NullMarked
@CheckReturnValue
package io.chatguard.spi;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
