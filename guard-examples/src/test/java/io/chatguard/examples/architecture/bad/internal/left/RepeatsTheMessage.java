package io.chatguard.examples.architecture.bad.internal.left;

final class RepeatsTheMessage {
    private RepeatsTheMessage() {}

    static int parse(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalStateException(e.getMessage());
        }
    }
}
