@NullMarked
package io.chatguard.redact.internal.catalog;

import org.jspecify.annotations.NullMarked;
