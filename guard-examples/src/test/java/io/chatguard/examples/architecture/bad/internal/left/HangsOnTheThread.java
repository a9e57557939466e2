package io.chatguard.examples.architecture.bad.internal.left;

final class HangsOnTheThread {
    private static final InheritableThreadLocal<String> TENANT = new InheritableThreadLocal<>();

    private HangsOnTheThread() {}

    static String tenant() {
        return TENANT.get();
    }
}
