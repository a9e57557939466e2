/** A badly built house: one class for each rule, and each breaks it. Nothing here is run. */
@NullMarked
package io.chatguard.examples.architecture.bad;

import org.jspecify.annotations.NullMarked;
