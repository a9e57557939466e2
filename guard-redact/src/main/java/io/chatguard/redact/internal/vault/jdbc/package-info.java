/** The vault's rows, and its key ring, in SQLite or PostgreSQL. */
@NullMarked
package io.chatguard.redact.internal.vault.jdbc;

import org.jspecify.annotations.NullMarked;
