package io.chatguard.examples.architecture.bad.redact.internal;

public interface Inside {}
