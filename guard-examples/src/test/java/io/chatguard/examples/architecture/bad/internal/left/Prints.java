package io.chatguard.examples.architecture.bad.internal.left;

final class Prints {
    private Prints() {}

    static void print(String text) {
        System.out.println(text);
    }
}
