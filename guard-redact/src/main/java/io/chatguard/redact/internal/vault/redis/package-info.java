/** The vault's rows in Redis, which is weaker than a database: see {@code RedisVaultStore}. */
@NullMarked
package io.chatguard.redact.internal.vault.redis;

import org.jspecify.annotations.NullMarked;
