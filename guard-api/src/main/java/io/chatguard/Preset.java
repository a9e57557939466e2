package io.chatguard;

import java.util.Locale;
import java.util.Optional;

/**
 * Tables of type and action to start a policy from; a policy's own lines go before those of its preset.
 *
 * <p>A policy file names one by {@code preset: secrets-only}. {@link Policy#of(Preset)} shows each as rules.
 */
public enum Preset {
    /**
     * Credentials block; what points to one person, account, device or home is pseudonymised; dates, ages, postcodes and
     * terms of GDPR Art. 9 are counted; links are left alone.
     */
    DEFAULT,
    /** Everything that is recognised is pseudonymised, credentials block. */
    STRICT,
    /** Credentials block, nothing else is touched. */
    SECRETS_ONLY,
    /** As {@link #DEFAULT}, and nothing of a payment card enters the vault. */
    PCI,
    /** Everything is pseudonymised; ages, birthdays and postcodes are made coarser. */
    GDPR,
    /** The identifiers of HIPAA's Safe Harbor, 45 CFR 164.514(b)(2): dates to the year, ages over 89 to 90+. */
    HIPAA;

    /** As it is written in a policy file and on a command line. */
    public String written() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The preset that is written so, in any letter case. */
    public static Optional<Preset> of(String written) {
        for (Preset preset : values()) {
            if (preset.written().equalsIgnoreCase(written)) {
                return Optional.of(preset);
            }
        }
        return Optional.empty();
    }
}
