package io.chatguard.examples.architecture.bad.spi;

import io.chatguard.examples.architecture.bad.internal.left.Left;

final class DragsTheInsideAlong {
    private final Left inside;

    DragsTheInsideAlong(Left inside) {
        this.inside = inside;
    }

    @Override
    public int hashCode() {
        return inside.hashCode();
    }
}
