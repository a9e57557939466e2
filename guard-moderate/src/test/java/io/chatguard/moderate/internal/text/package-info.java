@NullMarked
package io.chatguard.moderate.internal.text;

import org.jspecify.annotations.NullMarked;
