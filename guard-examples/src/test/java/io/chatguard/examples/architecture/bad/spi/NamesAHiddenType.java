package io.chatguard.examples.architecture.bad.spi;

public interface NamesAHiddenType {
    DragsTheInsideAlong hidden();
}
