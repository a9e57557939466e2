package io.chatguard.examples.recipes;

import java.util.Locale;

/** The recipes by name. */
enum Recipe {
    CHAT("a chat of two turns with a pinned scope", Chat::main),
    RESPONSES("the Responses API, continued by previous_response_id", Responses::main),
    STREAMING("an answer that streams", Streaming::main),
    ASYNC("asynchronous calls side by side", Async::main),
    TOOLS("a tool that gets one value in clear", Tools::main),
    STRUCTURED_OUTPUT("an answer as an object of a class", StructuredOutput::main),
    CUSTOM_DETECTOR("an entity type of your own", CustomDetector::main),
    OWN_RULES("rules, names and terms of your own in a policy file", OwnRules::main),
    CUSTOM_INTERCEPTOR("a stage of your own", CustomInterceptor::main),
    POLICY_FILE("a policy in a YAML file, and the receipt", PolicyFile::main);

    /** A program. */
    @FunctionalInterface
    interface Program {
        void main(String[] args) throws Exception;
    }

    private final String about;
    private final Program program;

    Recipe(String about, Program program) {
        this.about = about;
        this.program = program;
    }

    /** What it shows. */
    String about() {
        return about;
    }

    void run() throws Exception {
        program.main(new String[0]);
    }

    /** As it is typed: {@code structured-output}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
