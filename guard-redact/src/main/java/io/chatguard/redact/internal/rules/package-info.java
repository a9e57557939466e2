/** Hand-written linear scanners for values with a fixed syntax, a checksum or a vendor prefix. */
@NullMarked
package io.chatguard.redact.internal.rules;

import org.jspecify.annotations.NullMarked;
