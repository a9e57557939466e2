/** Where in an answer a surrogate stands, and restoring it there. */
@NullMarked
package io.chatguard.redact.internal.sink;

import org.jspecify.annotations.NullMarked;
