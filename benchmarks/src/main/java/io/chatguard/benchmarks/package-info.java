/** What a guarded call costs beside the same call of the bare client. */
@NullMarked
package io.chatguard.benchmarks;

import org.jspecify.annotations.NullMarked;
