/** The one order in which the stages of an exchange run. */
@NullMarked
@CheckReturnValue
package io.chatguard.internal.chain;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
