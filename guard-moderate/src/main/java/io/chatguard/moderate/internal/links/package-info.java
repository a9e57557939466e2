/** Finds links and active content in text that a model wrote, and makes them harmless. */
@NullMarked
package io.chatguard.moderate.internal.links;

import org.jspecify.annotations.NullMarked;
