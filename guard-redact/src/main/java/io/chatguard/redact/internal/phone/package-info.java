/** Telephone numbers: candidates by a linear scanner, validity by libphonenumber. */
@NullMarked
package io.chatguard.redact.internal.phone;

import org.jspecify.annotations.NullMarked;
