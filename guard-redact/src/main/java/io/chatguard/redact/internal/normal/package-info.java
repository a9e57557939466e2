/** Readings of a text that was written to be read otherwise: folded Unicode, escapes, encodings; each maps back. */
@NullMarked
package io.chatguard.redact.internal.normal;

import org.jspecify.annotations.NullMarked;
