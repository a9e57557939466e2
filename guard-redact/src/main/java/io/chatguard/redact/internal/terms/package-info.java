/** Very many terms of users, found as whole words in one pass. Knows no files and no policies. */
@NullMarked
package io.chatguard.redact.internal.terms;

import org.jspecify.annotations.NullMarked;
