/** What people write about their lives: dates, addresses, ages, what stands behind a label, tokens that prove themselves. */
@NullMarked
package io.chatguard.redact.internal.life;

import org.jspecify.annotations.NullMarked;
