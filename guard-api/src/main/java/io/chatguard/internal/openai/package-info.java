/** The seam into the OpenAI Java SDK: the transport, and what the strings of the API's documents are. */
@NullMarked
package io.chatguard.internal.openai;

import org.jspecify.annotations.NullMarked;
