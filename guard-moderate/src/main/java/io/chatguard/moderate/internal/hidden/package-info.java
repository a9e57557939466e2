/** Characters that readers do not see and models do. */
@NullMarked
package io.chatguard.moderate.internal.hidden;

import org.jspecify.annotations.NullMarked;
