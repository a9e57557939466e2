/** The form of surrogates: writing, reading and repairing them. */
@NullMarked
package io.chatguard.redact.internal.surrogate;

import org.jspecify.annotations.NullMarked;
