/**
 * What holds for all modules together: the stack, the public API and its committed dump, what exceptions may carry.
 * They are tests of guard-examples because it is the first module that sees the others.
 */
@NullMarked
package io.chatguard.examples.architecture;

import org.jspecify.annotations.NullMarked;
