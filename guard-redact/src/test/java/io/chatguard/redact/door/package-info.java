/** Whether there is a way around the guard: every method of the SDK, every string that it can send. */
@NullMarked
package io.chatguard.redact.door;

import org.jspecify.annotations.NullMarked;
