/** Names of persons, places and organisations: words around them, lists and a model, weighed together. */
@NullMarked
package io.chatguard.redact.internal.names;

import org.jspecify.annotations.NullMarked;
