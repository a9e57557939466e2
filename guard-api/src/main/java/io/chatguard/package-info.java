/** The vocabulary that an application uses: guards, policies, actions, receipts. */
@NullMarked
@CheckReturnValue
package io.chatguard;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
