/** The seam into the official OpenAI Java SDK. */
@NullMarked
@CheckReturnValue
package io.chatguard.openai;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
