@NullMarked
package io.chatguard.redact.internal.names;

import org.jspecify.annotations.NullMarked;
