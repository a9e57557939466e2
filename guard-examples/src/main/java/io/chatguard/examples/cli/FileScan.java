package io.chatguard.examples.cli;

import io.chatguard.examples.cli.ScanPiece.Scanned;
import io.chatguard.examples.cli.ScanPiece.Trouble;
import java.io.IOException;

/** Looks for what is in files, on all processors, and reports it in the order of the files. */
final class FileScan implements Conveyor.Sink<ScanWork.Done> {
    private final Output out;
    private final ScanReport report;
    private final Progress progress;
    private final Surroundings surroundings;
    private long findings;
    private long troubles;

    FileScan(Output out, ScanReport report, Progress progress, Surroundings surroundings) {
        this.out = out;
        this.report = report;
        this.progress = progress;
        this.surroundings = surroundings;
    }

    /** Looks at all files of the walk; the status that tells how it went. */
    int run(FolderWalk walk, Recognition recognition) throws IOException {
        Windows windows = new Windows(walk);
        Conveyor.run(windows, () -> new ScanWork(recognition), this);
        report.end();
        out.finish();
        surroundings.say(counted(findings, "finding") + " in " + counted(windows.files(), "file") + "; left out: "
                + walk.skipped() + " ignored by git, " + windows.binaries() + " binary; not read: " + troubles);
        return troubles > 0 ? ExitCode.INCOMPLETE : findings > 0 ? ExitCode.FOUND : ExitCode.OK;
    }

    private static String counted(long number, String what) {
        return number + " " + (number == 1 ? what : what + "s");
    }

    @Override
    public void take(ScanWork.Done done) throws IOException {
        if (done.trouble().isPresent()) {
            Trouble trouble = done.trouble().get();
            troubles++;
            report.trouble(trouble);
            CliFailure failure = CliFailure.of(
                    "not read (" + trouble.what() + ")",
                    ScanReport.printable(trouble.shown()),
                    "files/access",
                    "check name and permissions");
            surroundings.say(String.valueOf(failure.getMessage()));
        }
        if (done.scanned().isPresent()) {
            Scanned scanned = done.scanned().get();
            findings += scanned.found().size();
            report.found(scanned);
            progress.done(scanned.size());
        }
    }

    @Override
    public void idle() throws IOException {
        out.flush();
    }
}
