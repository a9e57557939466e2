/** Which store, key ring and keys a policy names. */
@NullMarked
package io.chatguard.redact.internal.vault.choice;

import org.jspecify.annotations.NullMarked;
