package io.chatguard;

/**
 * Whose surrogates a call uses: the same value in the same scope always gets the same surrogate, and no scope can
 * resolve the surrogates of another.
 *
 * @param tenant who is separated from whom for good (a customer of yours, a department), 1 to 256 characters
 * @param conversation what shares surrogates within the tenant (a chat, a ticket, a batch), 1 to 256 characters
 */
public record Scope(String tenant, String conversation) {

    private static final int LONGEST = 256;

    public Scope {
        check("tenant", tenant);
        check("conversation", conversation);
    }

    /** The scope of that tenant and conversation. */
    public static Scope of(String tenant, String conversation) {
        return new Scope(tenant, conversation);
    }

    private static void check(String what, String value) {
        if (value.isEmpty() || value.length() > LONGEST) {
            throw new IllegalArgumentException("a scope's " + what + " has 1 to " + LONGEST + " characters");
        }
        for (int i = 0; i < value.length(); i++) {
            if (Character.isISOControl(value.charAt(i))) {
                throw new IllegalArgumentException("a scope's " + what + " holds no control characters");
            }
        }
    }

    /** Names neither tenant nor conversation: both often hold an e-mail address or an account number. */
    @Override
    public String toString() {
        return "Scope[…]";
    }
}
