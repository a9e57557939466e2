/** One exchange's way through the redaction: its request, its reply, its streams. */
@NullMarked
package io.chatguard.redact.internal.exchange;

import org.jspecify.annotations.NullMarked;
