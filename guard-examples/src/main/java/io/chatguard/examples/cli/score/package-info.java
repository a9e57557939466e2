/** How well detections fit what people marked: counting, without any input or output. */
@NullMarked
package io.chatguard.examples.cli.score;

import org.jspecify.annotations.NullMarked;
