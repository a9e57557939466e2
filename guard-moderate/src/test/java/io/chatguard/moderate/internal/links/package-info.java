@NullMarked
package io.chatguard.moderate.internal.links;

import org.jspecify.annotations.NullMarked;
