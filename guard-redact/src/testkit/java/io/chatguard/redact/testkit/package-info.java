/**
 * Test support for users: arbitraries of valid personal data and credentials (jqwik).
 *
 * <p>Published with the classifier {@code testkit}; a classifier carries no dependencies, so a project that uses it adds
 * {@code net.jqwik:jqwik} itself. All values are generated, none belongs to a person or an account.
 */
@NullMarked
package io.chatguard.redact.testkit;

import org.jspecify.annotations.NullMarked;
