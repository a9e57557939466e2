package io.chatguard.examples.architecture.bad.examples;

import io.chatguard.examples.architecture.bad.moderate.internal.Inside;

interface UsesModeratesInternals extends Inside {}
