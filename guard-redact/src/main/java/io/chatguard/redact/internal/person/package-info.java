/** Names of persons: their parts, and which of them are one person's. Knows no texts, no vault. */
@NullMarked
package io.chatguard.redact.internal.person;

import org.jspecify.annotations.NullMarked;
