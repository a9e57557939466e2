/** The scan driver: one pass over a text, trigger characters, digit runs, word boundaries, context words, literals. */
@NullMarked
package io.chatguard.redact.internal.engine;

import org.jspecify.annotations.NullMarked;
