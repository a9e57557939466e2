package io.chatguard.redact.internal.vault;

import io.chatguard.spi.VaultStore;

class InMemoryStoreTest extends VaultStoreContract {

    @Override
    VaultStore open() {
        return new InMemoryVaultStore(now::get, 100_000);
    }
}
