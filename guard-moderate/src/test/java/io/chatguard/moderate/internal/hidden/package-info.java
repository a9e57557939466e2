@NullMarked
package io.chatguard.moderate.internal.hidden;

import org.jspecify.annotations.NullMarked;
