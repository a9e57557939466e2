/**
 * A loopback server that speaks OpenAI's HTTP API, for tests and demonstrations without a key and without a network.
 *
 * <p>{@link io.chatguard.testkit.FakeOpenAi} is the way in. It needs the JDK's own HTTP server and jackson-core,
 * nothing else.
 */
@NullMarked
package io.chatguard.testkit;

import org.jspecify.annotations.NullMarked;
