package io.chatguard.examples.architecture.bad.spi;

import com.fasterxml.jackson.core.JsonParser;
import java.util.Optional;

public interface NamesAForeignType {
    Optional<JsonParser> parser();
}
