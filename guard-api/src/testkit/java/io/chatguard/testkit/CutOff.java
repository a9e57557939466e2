package io.chatguard.testkit;

import java.io.IOException;

/** The end of a reply before its time, as scripted. */
final class CutOff extends IOException {
    private static final long serialVersionUID = 1L;

    private final Faults.Ending ending;

    CutOff(Faults.Ending ending) {
        super("reply cut off as scripted");
        this.ending = ending;
    }

    Faults.Ending ending() {
        return ending;
    }
}
