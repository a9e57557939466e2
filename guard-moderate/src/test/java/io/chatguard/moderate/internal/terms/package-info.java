@NullMarked
package io.chatguard.moderate.internal.terms;

import org.jspecify.annotations.NullMarked;
