package io.chatguard.examples.cli;

import io.chatguard.examples.cli.Recognition.Found;
import java.util.List;

/** Turns blocks of JSON lines with texts into lines with what is recognised in them. Not thread-safe. */
final class DetectWork implements Conveyor.Work<Blocks.Block, DetectWork.Done> {
    private final String input;
    private final Recognition recognition;
    private final TextMember member;
    private final SpanLines out;

    DetectWork(String input, Recognition recognition, Offsets offsets) {
        this.input = input;
        this.recognition = recognition;
        this.member = new TextMember(input);
        this.out = new SpanLines(offsets);
    }

    /** The lines that are to be written for so many bytes of input. */
    record Done(byte[] lines, long bytes) {
        @Override
        public String toString() {
            return "Done[" + bytes + " bytes]";
        }
    }

    @Override
    public Done done(Blocks.Block block) {
        long line = block.line();
        for (int from = 0; from < block.length(); from = member.end() + 1) {
            if (member.read(block, from, line) == TextMember.Line.BLANK) {
                out.blank();
            } else {
                out.line(member.text(), found(member.text(), line));
            }
            line++;
        }
        return new Done(out.take(), block.length());
    }

    private List<Found> found(String text, long line) {
        try {
            return recognition.in(text);
        } catch (RuntimeException | StackOverflowError e) {
            // Its message may quote the text.
            throw CliFailure.of(
                    "a detector failed with " + e.getClass().getSimpleName(),
                    input + ", line " + line,
                    "detect/failed",
                    "please report this, or leave the line out");
        }
    }
}
