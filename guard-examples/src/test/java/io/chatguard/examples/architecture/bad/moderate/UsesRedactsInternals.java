package io.chatguard.examples.architecture.bad.moderate;

import io.chatguard.examples.architecture.bad.redact.internal.Inside;

interface UsesRedactsInternals extends Inside {}
