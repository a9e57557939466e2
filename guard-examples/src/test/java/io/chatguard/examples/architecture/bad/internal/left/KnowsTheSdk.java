package io.chatguard.examples.architecture.bad.internal.left;

import com.openai.client.OpenAIClient;

interface KnowsTheSdk {
    OpenAIClient client();
}
