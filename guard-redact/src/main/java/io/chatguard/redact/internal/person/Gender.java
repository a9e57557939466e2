package io.chatguard.redact.internal.person;

/** What a form of address or a forename says of who bears it. */
enum Gender {
    FEMALE,
    MALE,
    EITHER;

    static Gender of(String letter) {
        return switch (letter) {
            case "f" -> FEMALE;
            case "m" -> MALE;
            default -> EITHER;
        };
    }
}
