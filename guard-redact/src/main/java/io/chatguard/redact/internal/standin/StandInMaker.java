package io.chatguard.redact.internal.standin;

import io.chatguard.redact.internal.vault.ScopeVault.Value;
import java.security.SecureRandom;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Invents values: of the kind, script and country of the real one, never one that somebody can have, and none that
 * stands in any text of the request. Where a kind has too few that nobody can have, or none, nothing is made and the
 * value gets a surrogate. Thread-safe.
 */
public final class StandInMaker {

    private static final int TRIES = 40;

    private final SecureRandom random = new SecureRandom();
    private final Map<String, Invention> inventions;

    /** @param region the ISO 3166 region of phone numbers without a country code */
    public StandInMaker(String region) {
        InventedNumbers numbers = new InventedNumbers();
        this.inventions = Map.of(
                "EMAIL_ADDRESS", InventedAddresses::mail,
                "URL", InventedAddresses::url,
                "IP_ADDRESS", InventedAddresses::ip,
                "MAC_ADDRESS", InventedAddresses::mac,
                "PHONE_NUMBER", new InventedPhones(region),
                "CREDIT_CARD", numbers::card,
                "IBAN_CODE", numbers::iban,
                "US_SSN", numbers::ssn,
                "PERSON", new InventedNames());
    }

    /** What stands for the value, free in the scope, in all {@code folded} texts and among {@code others}. */
    Optional<String> make(Value value, StandIns taken, List<String> folded, Collection<String> others) {
        Invention invention = inventions.get(value.type());
        for (int i = 0; invention != null && i < TRIES; i++) {
            Optional<String> made = invention.like(value.text(), random);
            if (made.isEmpty()) {
                return made;
            }
            String text = Folding.fold(made.get());
            boolean free = text.length() <= StandIns.LONGEST
                    && taken.isFree(text)
                    && folded.stream().noneMatch(t -> t.contains(text))
                    && others.stream().noneMatch(other -> isNear(text, Folding.fold(other)));
            if (free) {
                return made;
            }
        }
        return Optional.empty();
    }

    /** Whether one begins with the other, or they differ in one character at most. */
    private static boolean isNear(String a, String b) {
        if (a.startsWith(b) || b.startsWith(a)) {
            return true;
        }
        int start = 0;
        while (a.charAt(start) == b.charAt(start)) {
            start++;
        }
        int end = 0;
        while (end < Math.min(a.length(), b.length()) - start
                && a.charAt(a.length() - 1 - end) == b.charAt(b.length() - 1 - end)) {
            end++;
        }
        return Math.max(a.length(), b.length()) - start - end <= 1;
    }
}
