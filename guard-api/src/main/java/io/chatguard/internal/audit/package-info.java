/**
 * Where the guard's records of decisions and outcomes go: to the log, or into a trail of files.
 *
 * <p>A trail is a folder of files {@code audit-000001.jsonl}, …, each written by one process and never altered
 * afterwards. A line is a record, ASCII, and reads
 *
 * <pre>{@code
 * {"v":1,"seq":7,"at":"2026-01-31T09:00:00.123Z","kind":"decision","prev":"<hash of record 6>", …,"hash":"<own hash>"}
 * }</pre>
 *
 * <p>The hash is the SHA-256 of the line's bytes before {@code ,"hash":}. As each names the one before, over the ends of
 * files too, a record cannot be altered, moved, removed or added without all later hashes changing. Whoever can write
 * the files can compute these, so records of the kinds {@code file} (the first of each file) and {@code checkpoint} are
 * signed: their last member {@code sig} is the Ed25519 signature (RFC 8032) of the line's bytes before {@code ,"sig":}.
 * Signatures rather than a keyed hash, since an outsider then verifies with the public key, with which nobody forges.
 * All hashes and signatures are in hexadecimal.
 *
 * <p>One thread writes. It takes all records that wait, writes them at once, forces them to the device once, and then
 * lets all go on that wait: under load the cost of an fsync is shared. After a failure or a crash the trail goes on in
 * a new file, whose first record says (signed) how far the file before it holds and how many bytes follow there that
 * nobody was told were written. So nothing is ever cut off, and a torn tail stays where it is.
 */
@NullMarked
@CheckReturnValue
package io.chatguard.internal.audit;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
