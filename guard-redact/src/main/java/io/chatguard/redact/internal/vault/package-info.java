/** Which surrogate stands for which value in which scope, and the keys for it. */
@NullMarked
package io.chatguard.redact.internal.vault;

import org.jspecify.annotations.NullMarked;
