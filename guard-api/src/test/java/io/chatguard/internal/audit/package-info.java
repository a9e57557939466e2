@NullMarked
package io.chatguard.internal.audit;

import org.jspecify.annotations.NullMarked;
