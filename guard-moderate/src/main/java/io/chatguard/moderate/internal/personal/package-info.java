/** Notices personal data in a reply that the request did not hold. */
@NullMarked
package io.chatguard.moderate.internal.personal;

import org.jspecify.annotations.NullMarked;
