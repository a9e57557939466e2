@NullMarked
package io.chatguard.moderate.internal.overlap;

import org.jspecify.annotations.NullMarked;
