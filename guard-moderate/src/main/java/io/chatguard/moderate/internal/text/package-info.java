/** How texts are cut into words, and how guardrails say what they did. */
@NullMarked
package io.chatguard.moderate.internal.text;

import org.jspecify.annotations.NullMarked;
