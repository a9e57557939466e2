/** The forms and check digits of numbers that states and organisations give; knows no rules and no scores. */
@NullMarked
package io.chatguard.redact.internal.identifier;

import org.jspecify.annotations.NullMarked;
