/** Invented values that stand for real ones: made, remembered in the vault, recognised in what comes back. */
@NullMarked
package io.chatguard.redact.internal.standin;

import org.jspecify.annotations.NullMarked;
