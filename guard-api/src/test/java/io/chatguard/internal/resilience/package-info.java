@NullMarked
package io.chatguard.internal.resilience;

import org.jspecify.annotations.NullMarked;
