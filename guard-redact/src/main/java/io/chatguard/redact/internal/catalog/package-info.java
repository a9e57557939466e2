/**
 * Rules as data: the form of a rule file, what a rule says, and its examples. Knows no scanner and no policy file.
 *
 * <p>A rule file is UTF-8 text. Lines are {@code key: value}; {@code rule: family/name} begins a rule; blank lines and
 * lines that start with {@code #} say nothing. The keys are those of
 * {@link io.chatguard.redact.internal.catalog.RuleKey}. Everything else is an error with line and rule.
 */
@NullMarked
package io.chatguard.redact.internal.catalog;

import org.jspecify.annotations.NullMarked;
