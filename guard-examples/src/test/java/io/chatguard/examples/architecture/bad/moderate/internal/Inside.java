package io.chatguard.examples.architecture.bad.moderate.internal;

public interface Inside {}
