/** Where the guard's records of decisions and outcomes go. */
@NullMarked
@CheckReturnValue
package io.chatguard.internal.audit;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
