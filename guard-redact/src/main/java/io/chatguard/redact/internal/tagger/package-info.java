/** Names in running text: tokens and sentences, lists of names, and the model that decides. Knows no policies. */
@NullMarked
package io.chatguard.redact.internal.tagger;

import org.jspecify.annotations.NullMarked;
