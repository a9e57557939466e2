package io.chatguard.testkit;

/** Where a text may be cut: every UTF-16 unit, or code points only. */
enum CutPoint {
    BETWEEN_CODE_POINTS,
    ANYWHERE
}
