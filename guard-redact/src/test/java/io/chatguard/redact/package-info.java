@NullMarked
package io.chatguard.redact;

import org.jspecify.annotations.NullMarked;
