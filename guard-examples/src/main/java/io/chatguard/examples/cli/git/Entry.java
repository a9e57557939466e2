package io.chatguard.examples.cli.git;

/** What stands under a name. */
public enum Entry {
    /** A folder; a link to one is a file for git. */
    FOLDER,
    /** Everything else. */
    FILE
}
