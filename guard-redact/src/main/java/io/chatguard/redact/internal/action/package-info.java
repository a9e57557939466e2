/** What the actions write in the place of a value. */
@NullMarked
package io.chatguard.redact.internal.action;

import org.jspecify.annotations.NullMarked;
