/** The stages' specification. */
@NullMarked
package io.chatguard.internal.chain;

import org.jspecify.annotations.NullMarked;
