/** Which models, tools and MCP servers a request may name. */
@NullMarked
package io.chatguard.moderate.internal.allow;

import org.jspecify.annotations.NullMarked;
