/** The sections that this module adds to the policy file. */
@NullMarked
package io.chatguard.redact.internal.policy;

import org.jspecify.annotations.NullMarked;
