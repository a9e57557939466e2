/** Pseudonymising what leaves, and restoring what comes back. */
@NullMarked
package io.chatguard.redact;

import org.jspecify.annotations.NullMarked;
