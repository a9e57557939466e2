/** The commands that work on files: redact, restore, detect, evaluate, rules, policy, audit. */
@NullMarked
package io.chatguard.examples.cli;

import org.jspecify.annotations.NullMarked;
