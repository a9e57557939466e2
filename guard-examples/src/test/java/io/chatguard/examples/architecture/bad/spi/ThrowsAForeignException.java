package io.chatguard.examples.architecture.bad.spi;

import com.fasterxml.jackson.core.JsonProcessingException;

public interface ThrowsAForeignException {
    void parse() throws JsonProcessingException;
}
