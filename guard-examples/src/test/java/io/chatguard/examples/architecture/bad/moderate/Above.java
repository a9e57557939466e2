package io.chatguard.examples.architecture.bad.moderate;

public interface Above {}
