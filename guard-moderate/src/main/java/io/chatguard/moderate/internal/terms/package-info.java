/** Finds many terms in a text as whole words. */
@NullMarked
package io.chatguard.moderate.internal.terms;

import org.jspecify.annotations.NullMarked;
