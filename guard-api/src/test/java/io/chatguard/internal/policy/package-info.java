/** The policy file's specification. */
@NullMarked
package io.chatguard.internal.policy;

import org.jspecify.annotations.NullMarked;
