@NullMarked
package io.chatguard.redact.internal.person;

import org.jspecify.annotations.NullMarked;
