/** The policy file: reading it, its sections, its schema. */
@NullMarked
package io.chatguard.internal.policy;

import org.jspecify.annotations.NullMarked;
