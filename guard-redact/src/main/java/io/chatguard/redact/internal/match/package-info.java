/**
 * Patterns and the engine that finds them: a small regex dialect, automata that are built while they run, and a prefilter
 * over pairs of characters. Knows nothing of entity types, scores or calls.
 *
 * <p>The way of a text: {@link io.chatguard.redact.internal.match.PatternSet} hands it to a pooled scanner; the prefilter
 * looks at each pair of characters once for all patterns ({@code Prefilter}), compares up to eight characters at the few
 * places where a pair is rare and wanted, and only there a pattern's own automaton runs ({@code LazyDfa}). Where the
 * places of a pattern overlap so much that this would cost more than the text is long, the stretch is searched in two
 * passes instead ({@code StretchSearch}), so that the time is linear in the text whatever it says.
 */
@NullMarked
package io.chatguard.redact.internal.match;

import org.jspecify.annotations.NullMarked;
