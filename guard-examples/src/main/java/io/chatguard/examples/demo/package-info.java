/** The demo: one conversation seen from four places. */
@NullMarked
package io.chatguard.examples.demo;

import org.jspecify.annotations.NullMarked;
