package io.chatguard.spi;

/** Lets everything through at once. */
enum PassingFilter implements StreamFilter {
    INSTANCE;

    @Override
    public void onText(CharSequence undecided, Output out) {
        out.pass(undecided.length());
    }

    @Override
    public void onEnd(CharSequence undecided, Output out) {
        out.pass(undecided.length());
    }
}
