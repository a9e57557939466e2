/** The section of the policy file. */
@NullMarked
package io.chatguard.moderate.internal.policy;

import org.jspecify.annotations.NullMarked;
