/** Guardrails: what judges the texts that go into a model and come out of it. */
@NullMarked
package io.chatguard.moderate;

import org.jspecify.annotations.NullMarked;
