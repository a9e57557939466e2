@NullMarked
package io.chatguard.redact.internal.terms;

import org.jspecify.annotations.NullMarked;
