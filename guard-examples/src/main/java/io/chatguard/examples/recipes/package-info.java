/** Small programs to copy from, each about one thing. */
@NullMarked
package io.chatguard.examples.recipes;

import org.jspecify.annotations.NullMarked;
