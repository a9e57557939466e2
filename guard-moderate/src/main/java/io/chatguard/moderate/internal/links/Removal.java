package io.chatguard.moderate.internal.links;

import io.chatguard.spi.Edit;

/**
 * What would be changed in a text, and why.
 *
 * @param edit the change
 * @param problem the reason
 */
record Removal(Edit edit, Problem problem) {}
