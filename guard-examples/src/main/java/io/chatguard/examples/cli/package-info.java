/** The commands that work on files: redact, restore, policy. */
@NullMarked
package io.chatguard.examples.cli;

import org.jspecify.annotations.NullMarked;
