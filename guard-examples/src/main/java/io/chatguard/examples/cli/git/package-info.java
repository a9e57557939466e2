/** Which files git ignores: patterns, and the files that hold them. */
@NullMarked
package io.chatguard.examples.cli.git;

import org.jspecify.annotations.NullMarked;
