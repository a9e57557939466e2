package io.chatguard.examples.architecture.bad.redact.hidden;

public interface Stray {}
