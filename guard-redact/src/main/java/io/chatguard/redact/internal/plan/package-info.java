/** From findings to edits: overlaps, propagation, look-alikes. */
@NullMarked
package io.chatguard.redact.internal.plan;

import org.jspecify.annotations.NullMarked;
