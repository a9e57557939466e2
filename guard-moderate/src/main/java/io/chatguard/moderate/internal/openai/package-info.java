/** Scores of the provider's moderation, by category. */
@NullMarked
package io.chatguard.moderate.internal.openai;

import org.jspecify.annotations.NullMarked;
