@NullMarked
package io.chatguard.moderate;

import org.jspecify.annotations.NullMarked;
