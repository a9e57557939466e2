@NullMarked
package io.chatguard.moderate.internal.openai;

import org.jspecify.annotations.NullMarked;
