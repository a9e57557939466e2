package io.chatguard.testkit;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Lets so many bytes through, then cuts off; what comes later is dropped. */
final class CutStream extends FilterOutputStream {
    private final Faults.Ending ending;
    private long left;
    private boolean isCut;

    CutStream(OutputStream out, Faults.Cut cut) {
        super(out);
        this.left = cut.after();
        this.ending = cut.ending();
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        if (isCut) {
            return;
        }
        if (length <= left) {
            out.write(bytes, from, length);
            left -= length;
            return;
        }
        isCut = true;
        out.write(bytes, from, (int) left);
        out.flush();
        throw new CutOff(ending);
    }
}
