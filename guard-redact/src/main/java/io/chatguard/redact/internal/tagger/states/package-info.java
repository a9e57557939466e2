/**
 * Names by the token states of a small transformer: text to pieces, pieces to states, states to names.
 *
 * <p>The model (all-MiniLM-L6-v2, 8-bit, 23 MB) and the library that runs it (ONNX Runtime) are optional dependencies, touched
 * by this package only. ONNX Runtime unpacks its native library into a new folder of {@code java.io.tmpdir} when it is first used
 * and deletes it when the JVM ends; {@code -Donnxruntime.native.path=DIR} names a folder that holds it already.
 */
@NullMarked
package io.chatguard.redact.internal.tagger.states;

import org.jspecify.annotations.NullMarked;
