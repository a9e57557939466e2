package io.chatguard;

/**
 * What kind of value a finding is, named as Presidio names it ({@code EMAIL_ADDRESS}, {@code PHONE_NUMBER}, ...).
 *
 * <p>The set is open: a detector of your own may use any name of capital letters, digits and underscores that starts
 * with a letter. The name appears in surrogates ({@code EMAIL_ADDRESS_1_7KQXM4}), policies and receipts; it must not
 * itself describe a person.
 *
 * @param name 1 to 48 characters of {@code [A-Z0-9_]}, the first a letter, the last not an underscore
 */
public record EntityType(String name) implements Comparable<EntityType> {

    public static final EntityType EMAIL_ADDRESS = of("EMAIL_ADDRESS");
    public static final EntityType PHONE_NUMBER = of("PHONE_NUMBER");
    public static final EntityType CREDIT_CARD = of("CREDIT_CARD");
    public static final EntityType IBAN_CODE = of("IBAN_CODE");
    public static final EntityType IP_ADDRESS = of("IP_ADDRESS");
    public static final EntityType MAC_ADDRESS = of("MAC_ADDRESS");
    public static final EntityType URL = of("URL");
    public static final EntityType US_SSN = of("US_SSN");
    public static final EntityType CREDENTIAL = of("CREDENTIAL");
    public static final EntityType PERSON = of("PERSON");
    public static final EntityType LOCATION = of("LOCATION");
    public static final EntityType ORGANIZATION = of("ORGANIZATION");

    private static final int LONGEST = 48;

    public EntityType {
        if (!isValid(name)) {
            throw new IllegalArgumentException("an entity type has 1 to " + LONGEST
                    + " characters of A-Z, 0-9 and _, starts with a letter and does not end with _");
        }
    }

    /** The type of that name. */
    public static EntityType of(String name) {
        return new EntityType(name);
    }

    private static boolean isValid(String name) {
        if (name.isEmpty() || name.length() > LONGEST || name.endsWith("_")) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean letter = c >= 'A' && c <= 'Z';
            if (!letter && (i == 0 || !(c == '_' || (c >= '0' && c <= '9')))) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int compareTo(EntityType other) {
        return name.compareTo(other.name);
    }

    @Override
    public String toString() {
        return name;
    }
}
