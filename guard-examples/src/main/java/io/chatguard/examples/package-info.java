/** The program {@code chatguard}. */
@NullMarked
package io.chatguard.examples;

import org.jspecify.annotations.NullMarked;
