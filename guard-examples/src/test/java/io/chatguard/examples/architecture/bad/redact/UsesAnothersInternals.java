package io.chatguard.examples.architecture.bad.redact;

import io.chatguard.examples.architecture.bad.internal.right.Right;

interface UsesAnothersInternals extends Right {}
