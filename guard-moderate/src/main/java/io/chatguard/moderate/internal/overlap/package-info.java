/** Notices that a reply repeats the instructions it was given. */
@NullMarked
package io.chatguard.moderate.internal.overlap;

import org.jspecify.annotations.NullMarked;
