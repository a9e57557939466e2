/** What the log of the SDK prints in a process of its own. */
@NullMarked
package io.chatguard.examples.sdklog;

import org.jspecify.annotations.NullMarked;
