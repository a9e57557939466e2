/**
 * JSON and server-sent events as bytes: an index over an untouched document, splices into it, and push-based rewriters
 * for text that is still arriving. Knows no client and no other part of ChatGuard.
 */
@NullMarked
package io.chatguard.internal.json;

import org.jspecify.annotations.NullMarked;
