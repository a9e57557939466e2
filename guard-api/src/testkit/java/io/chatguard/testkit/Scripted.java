package io.chatguard.testkit;

/** What can be queued for the next request: a {@link Reply}, or a {@link Fault} that befalls the model's own reply. */
public sealed interface Scripted permits Reply, Fault {}
