package io.chatguard.redact;

import io.chatguard.GuardException;
import io.chatguard.Policy;
import io.chatguard.Scope;
import io.chatguard.redact.internal.vault.Vault;
import io.chatguard.redact.internal.vault.VaultCheck;
import io.chatguard.redact.internal.vault.choice.VaultChoice;
import io.chatguard.spi.KeyProvider;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * What the one who runs a durable vault does to it: counts, rotates keys, erases, purges, verifies.
 *
 * <p>Processes that use the vault meanwhile go on; what is erased is gone for them with their next call. Thread-safe.
 */
public final class VaultUpkeep implements AutoCloseable {

    private final Vault vault;
    private final boolean own;

    private VaultUpkeep(Vault vault, boolean own) {
        this.vault = vault;
        this.own = own;
    }

    /** The upkeep of the vault of that redaction, also one in memory. */
    public static VaultUpkeep of(Redaction redaction) {
        return new VaultUpkeep(redaction.core().vault(), false);
    }

    /**
     * The upkeep of the vault that a policy names, with the keys that it names.
     *
     * @throws GuardException of reason {@code CONFIGURATION} if that vault is in memory, or cannot be opened
     */
    public static VaultUpkeep open(Policy policy) {
        return open(policy, Optional.empty());
    }

    /** The upkeep of the vault that a policy names, with keys from that provider. */
    public static VaultUpkeep open(Policy policy, KeyProvider keys) {
        return open(policy, Optional.of(keys));
    }

    private static VaultUpkeep open(Policy policy, Optional<KeyProvider> keys) {
        VaultSettings settings = policy.section(VaultSettings.class);
        if (!settings.isDurable()) {
            throw GuardException.of(GuardException.Reason.CONFIGURATION, "the policy's vault is in memory")
                    .interceptor("vault")
                    .remedy("name a policy with a durable vault, such as vault: jdbc:sqlite:vault.db")
                    .build();
        }
        VaultChoice choice =
                new VaultChoice(settings, policy.section(ScopeSettings.class), InstantSource.system(), System::getenv);
        return new VaultUpkeep(choice.open(Optional.empty(), keys), true);
    }

    /** Counts what is there and opens all of it; what cannot be opened is named without a word of it. */
    public Report verify() {
        VaultCheck check = vault.check();
        return new Report(
                check.tenants(),
                check.subjects(),
                check.lives(),
                check.over(),
                check.values(),
                check.stored().rows(),
                check.stored().links(),
                check.problems());
    }

    /**
     * What stands in a vault.
     *
     * @param tenants tenants with keys
     * @param subjects data subjects with keys
     * @param conversations conversations with keys
     * @param over how many of these are over and wait for a purge
     * @param values values that open and are what they say
     * @param rows rows that are stored, those of ended conversations included
     * @param links links from what a provider keeps to conversations
     * @param problems keys and rows that are altered or belong elsewhere, by names that tell nothing
     */
    public record Report(
            int tenants,
            int subjects,
            int conversations,
            int over,
            long values,
            long rows,
            long links,
            List<String> problems) {

        public Report {
            problems = List.copyOf(problems);
        }
    }

    /**
     * Wraps all keys anew under the provider's current key; values are not touched. Keep older keys until it is done.
     *
     * @return how many keys were wrapped
     */
    public int rotate() {
        return vault.rotate();
    }

    /** Erases a conversation: its keys, then its rows. */
    public ErasureReceipt erase(Scope scope) {
        return receipt(vault.erase(scope));
    }

    /** Erases all conversations that were said to be about that data subject. */
    public ErasureReceipt eraseSubject(String tenant, String subject) {
        return receipt(vault.eraseSubject(tenant, subject));
    }

    /** Erases all conversations of a tenant, and the key of its hashes: they never come out the same again. */
    public ErasureReceipt eraseTenant(String tenant) {
        return receipt(vault.eraseTenant(tenant));
    }

    private static ErasureReceipt receipt(Vault.Erased erased) {
        return new ErasureReceipt(
                erased.lives(),
                erased.keys(),
                erased.unreachable() == 0
                        ? ErasureReceipt.Completeness.COMPLETE
                        : ErasureReceipt.Completeness.BACKUPS_OF_THE_KEY_RING);
    }

    /** Removes conversations and links whose time is over, with their keys. */
    public PurgeReceipt purge() {
        Vault.Purge purge = vault.purge();
        return new PurgeReceipt(
                purge.rows().scopes(), purge.rows().rows(), purge.rows().links(), purge.keys());
    }

    /** What a purge removed: conversations, values, links and keys. */
    public record PurgeReceipt(long conversations, long values, long links, int keys) {}

    @Override
    public void close() {
        if (own) {
            vault.close();
        }
    }

    @Override
    public String toString() {
        return "VaultUpkeep";
    }
}
